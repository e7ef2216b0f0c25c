import { UsageError } from '../../server/usage-error.ts'
import { readArguments, wholeNumber } from '../arguments.ts'
import { SHAPES } from '../shapes/index.ts'
import { SERVERS, type Server } from '../shapes/shape.ts'

export const HELP = `npm run bench -- [options]     measure Dateline against PostGraphile and hand-written SQL: bench/README.md

  --url URL            a database that bench:data filled; else BENCH_DATABASE_URL, else the one under .dateline/bench
  --shape NAMES        ${SHAPES.map(({ name }) => name).join(',')}
  --connections LIST   1,16,64
  --seconds N          5; of each measurement
  --rounds N           5; in each every server is measured once
  --only SERVERS       ${SERVERS.join(',')}
  --quick              16 connections, one round of one second: two minutes at most, kept apart from the results
  --resume             go on with the run that was stopped
  --results FILE       bench/results.json; with --quick .dateline/bench-quick.json
  --seed N             1; what the requests ask for
  --report             measure nothing, write bench/README.md and bench/plot.svg anew from the results
  --profile SHAPE      where the time of one shape goes: CPU of server and PostgreSQL, and the plans of the statements
`

export interface Options {
  /** Undefined for the embedded PostgreSQL. */
  url: string | undefined
  shapes: readonly string[]
  connections: readonly number[]
  seconds: number
  rounds: number
  only: readonly Server[]
  resume: boolean
  results: string
  seed: number
  report: boolean
  /** The shape to look into; undefined for a run. */
  profile: string | undefined
}

/** Reads the arguments of the command; null where help is asked for. Throws UsageError. */
export function readOptions(args: readonly string[], environment: NodeJS.ProcessEnv): Options | null {
  const { quick, help, url, profile, resume, report, ...values } = readArguments(args, OPTIONS)
  if (help) return null
  const names = SHAPES.map(({ name }) => name)
  const defaults = quick ? QUICK : FULL
  return {
    url: url || environment.BENCH_DATABASE_URL || undefined,
    shapes: values.shape === undefined ? names : someOf('shape', names, values.shape),
    connections: (values.connections ?? defaults.connections)
      .split(',')
      .map((text) => wholeNumber('connections', text)),
    seconds: wholeNumber('seconds', values.seconds ?? defaults.seconds),
    rounds: wholeNumber('rounds', values.rounds ?? defaults.rounds),
    only: values.only === undefined ? SERVERS : someOf('only', SERVERS, values.only),
    resume,
    results: values.results ?? defaults.results,
    seed: wholeNumber('seed', values.seed),
    report,
    profile: profile === undefined ? undefined : someOf('profile', names, profile)[0],
  }
}

const FULL = { connections: '1,16,64', seconds: '5', rounds: '5', results: 'bench/results.json' }
const QUICK = { connections: '16', seconds: '1', rounds: '1', results: '.dateline/bench-quick.json' }

const OPTIONS = {
  url: { type: 'string' },
  shape: { type: 'string' },
  connections: { type: 'string' },
  seconds: { type: 'string' },
  rounds: { type: 'string' },
  only: { type: 'string' },
  results: { type: 'string' },
  profile: { type: 'string' },
  seed: { type: 'string', default: '1' },
  quick: { type: 'boolean', default: false },
  resume: { type: 'boolean', default: false },
  report: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** Those of the names that the option lists, in their own order. */
function someOf<Name extends string>(option: string, names: readonly Name[], text: string): Name[] {
  const listed = text.split(',')
  const unknown = listed.find((name) => !names.some((known) => known === name))
  if (unknown !== undefined) {
    throw new UsageError(`--${option} has ${JSON.stringify(unknown)}; there are ${names.join(', ')}`)
  }
  return names.filter((name) => listed.includes(name))
}
