import type { Fault } from '../history/history.ts'
import type { Finding } from './world.ts'

/** What a run of one fault came to. */
export interface Outcome {
  name: string
  rounds: number
  seed: number
  /** Writes whose writer was told. */
  acknowledged: number
  /** Entries that readers were sent, all of them together. */
  delivered: number
  faults: readonly Fault[]
  /** Codes of errors that told readers not to come back. */
  refusals: readonly string[]
  /** Milliseconds of a write at replicas that nothing was done to; NaN where there were too few. */
  p99: number
  findings: readonly Finding[]
}

/** The columns of the table that faults are counted in; every kind is in one of them. */
const COLUMNS = {
  lost: ['LOST', 'UNWRITTEN'],
  repeated: ['REPEATED', 'WRITTEN_TWICE'],
  reordered: ['REORDERED', 'OUT_OF_TIME', 'DISAGREEMENT'],
  gaps: ['GAP', 'HOLE', 'BROKEN_CHAIN'],
  invented: ['PHANTOM'],
} as const satisfies Record<string, readonly Fault['kind'][]>

/** What was wrong with what readers were sent, a line each; none where nothing was. */
export const faultsOf = ({ faults, refusals }: Outcome): string[] => [
  ...faults.map(({ kind, reader, value }) => `${kind} ${reader}: ${value}`),
  ...refusals.map((code) => `A reader was refused: ${code}`),
]

/** Why a long run does not pass: the figures that missed their bar, too, which a busy machine has others of. */
export const failuresOf = (outcome: Outcome): string[] => [
  ...faultsOf(outcome),
  ...outcome.findings.flatMap(({ missed }) => (missed === undefined ? [] : [missed])),
]

/** The outcomes as a table of Markdown, in which every count but those of work done is to be 0. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const heads = [
    'fault',
    'rounds',
    'acknowledged',
    'delivered',
    ...Object.keys(COLUMNS),
    'refused',
    'p99 of others',
  ]
  const rows = outcomes.map((outcome) => [
    outcome.name,
    outcome.rounds,
    outcome.acknowledged,
    outcome.delivered,
    ...Object.values(COLUMNS).map((kinds) => countOf(outcome.faults, kinds)),
    outcome.refusals.length,
    Number.isNaN(outcome.p99) ? '' : `${outcome.p99.toFixed()} ms`,
  ])
  const lines = [heads, heads.map((_, at) => (at === 0 ? '---' : '--:')), ...rows]
  const figures = outcomes.flatMap(({ name, findings }) => findings.map(({ figure }) => `${name}: ${figure}`))
  return [...lines.map((cells) => `| ${cells.join(' | ')} |`), '', ...figures].join('\n')
}

const countOf = (faults: readonly Fault[], kinds: readonly Fault['kind'][]): number =>
  faults.filter(({ kind }) => kinds.includes(kind)).length
