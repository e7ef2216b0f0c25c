import { readArguments, wholeNumber } from '../arguments.ts'

export const HELP = `npm run bench:data -- [options]     fill a database for the benchmarks: bench/README.md

  --articles N    200000; outlets, authors, subjects and parties in proportion
  --events N      50000; places in proportion
  --claims N      800000; reviews in proportion
  --seed N        1; the same seed makes the same rows
  --url URL       a PostgreSQL database; else BENCH_DATABASE_URL, else an embedded one under .dateline/bench
  --replace       first drop all that the database's schema "public" holds
`

export interface Options {
  articles: number
  events: number
  claims: number
  seed: number
  /** Undefined for the embedded PostgreSQL. */
  url: string | undefined
  replace: boolean
}

/** Reads the arguments of the command; null where help is asked for. */
export function readOptions(args: readonly string[], environment: NodeJS.ProcessEnv): Options | null {
  const { help, replace, url, ...numbers } = readArguments(args, OPTIONS)
  if (help) return null
  const whole = (name: keyof typeof numbers) => wholeNumber(name, numbers[name])
  return {
    articles: whole('articles'),
    events: whole('events'),
    claims: whole('claims'),
    seed: whole('seed'),
    url: url || environment.BENCH_DATABASE_URL || undefined,
    replace,
  }
}

const OPTIONS = {
  articles: { type: 'string', default: '200000' },
  events: { type: 'string', default: '50000' },
  claims: { type: 'string', default: '800000' },
  seed: { type: 'string', default: '1' },
  url: { type: 'string' },
  replace: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const
