import { UsageError } from '../../server/usage-error.ts'
import { readArguments, wholeNumber } from '../arguments.ts'
import { WAYS, type Way } from './way.ts'

export const HELP = `npm run bench:feed -- [options]     measure what it takes to tell many subscribers of one entry: bench/feed/README.md

  --url URL            a PostgreSQL in which a database is made for this and dropped again; else DATABASE_URL, else one of its own
  --subscribers N      5000
  --way WAYS           ${WAYS.join(',')}
  --rounds N           20; in each one entry goes to all
  --bursts N           5; in each many entries are committed at once
  --burst N            400; entries of a burst
  --alone N            300; entries that a lone subscriber is sent
  --only SERVERS       dateline,bare; the second writes what the first has written
  --quick              500 subscribers and fewer rounds: less than a minute, kept apart from the results
  --results FILE       bench/feed/results.json; with --quick .dateline/bench-feed-quick.json
  --report             measure nothing, write the figures into bench/feed/README.md anew
`

export interface Options {
  /** Undefined for a PostgreSQL of its own. */
  url: string | undefined
  ways: readonly Way[]
  subscribers: number
  rounds: number
  bursts: number
  burst: number
  alone: number
  /** Whether the bare limit is measured beside. */
  besideBare: boolean
  results: string
  report: boolean
}

/** Reads the arguments of the command; null where help is asked for. Throws UsageError. */
export function readOptions(args: readonly string[], environment: NodeJS.ProcessEnv): Options | null {
  const { quick, help, url, report, way, only, ...values } = readArguments(args, OPTIONS)
  if (help) return null
  const given = { ...(quick ? QUICK : FULL), ...values }
  const number = (name: keyof typeof FULL) => wholeNumber(name, given[name])
  if (!ONLY.includes(only)) throw new UsageError(`--only is ${JSON.stringify(only)}; it is one of ${ONLY}`)
  return {
    url: url || environment.DATABASE_URL || undefined,
    ways: way === undefined ? WAYS : way.split(',').map(wayNamed),
    subscribers: number('subscribers'),
    rounds: number('rounds'),
    bursts: number('bursts'),
    burst: number('burst'),
    alone: number('alone'),
    besideBare: only !== 'dateline',
    results: given.results,
    report,
  }
}

const FULL = {
  subscribers: '5000',
  rounds: '20',
  bursts: '5',
  burst: '400',
  alone: '300',
  results: 'bench/feed/results.json',
}
const QUICK = {
  subscribers: '500',
  rounds: '5',
  bursts: '2',
  burst: '200',
  alone: '50',
  results: '.dateline/bench-feed-quick.json',
}

const ONLY = ['dateline', 'dateline,bare']

const OPTIONS = {
  url: { type: 'string' },
  subscribers: { type: 'string' },
  way: { type: 'string' },
  rounds: { type: 'string' },
  bursts: { type: 'string' },
  burst: { type: 'string' },
  alone: { type: 'string' },
  results: { type: 'string' },
  only: { type: 'string', default: 'dateline,bare' },
  quick: { type: 'boolean', default: false },
  report: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

function wayNamed(name: string): Way {
  const way = WAYS.find((known) => known === name)
  if (way === undefined)
    throw new UsageError(`--way has ${JSON.stringify(name)}; there are ${WAYS.join(', ')}`)
  return way
}
