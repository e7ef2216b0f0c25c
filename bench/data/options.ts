import { parseArgs } from 'node:util'

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

/** Arguments that cannot be read. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** Reads the arguments of the command; null where help is asked for. */
export function readOptions(args: readonly string[], environment: NodeJS.ProcessEnv): Options | null {
  const { help, replace, url, ...numbers } = parse(args)
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

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
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

function wholeNumber(name: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new UsageError(`--${name} is ${JSON.stringify(text)}; it must be a whole number from 1 to 999999999`)
}
