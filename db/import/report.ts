import type { InvalidValueCode } from '../values/invalid-value.ts'
import { NODE_KINDS, type NodeKind } from '../vocabulary.ts'
import type { BadLine } from './lines.ts'

/** A line that was not imported, with all that is wrong with it. */
export interface Refusal {
  /** From 1. */
  line: number
  /** Null where the line names none. */
  kind: NodeKind | null
  slug: string | null
  errors: { field: string; code: RefusalCode; message: string }[]
}

export type RefusalCode = InvalidValueCode | BadLine['code'] | 'NOT_JSON' | 'UNKNOWN_RECORD'

export type Tally = Record<NodeKind, number>

/** What an import did, by noun. */
export interface Report {
  created: Tally
  revised: Tally
  unchanged: Tally
  /** The first thousand. */
  refused: Refusal[]
  /** How many there are of all, and how many of those name a noun. */
  refusedLines: number
  refusedRecords: Tally
  /** The line after which this run began: 0, or where an earlier one was interrupted. */
  resumedAfter: number
  /** The last line that is done with. */
  line: number
  /** False when the import was stopped before the end of the file. */
  isComplete: boolean
}

const MAX_KEPT_REFUSALS = 1_000

export const createReport = (resumedAfter: number): Report => ({
  created: createTally(),
  revised: createTally(),
  unchanged: createTally(),
  refused: [],
  refusedLines: 0,
  refusedRecords: createTally(),
  resumedAfter,
  line: resumedAfter,
  isComplete: false,
})

/** What became of one line. */
export type Result =
  | { result: 'CREATED' | 'REVISED' | 'UNCHANGED'; kind: NodeKind }
  | { result: 'REFUSED'; refusal: Refusal }

/** Adds the results of a batch that ended with a line, and returns its refusals in the order of the lines. */
export function addResults(report: Report, results: readonly Result[], line: number): Refusal[] {
  const refusals = results.flatMap((one) => (one.result === 'REFUSED' ? one.refusal : []))
  for (const one of results) {
    if (one.result !== 'REFUSED') report[TALLIES[one.result]][one.kind]++
  }
  refusals.sort((one, other) => one.line - other.line)
  report.refused.push(...refusals.slice(0, MAX_KEPT_REFUSALS - report.refused.length))
  report.refusedLines += refusals.length
  for (const { kind } of refusals) if (kind !== null) report.refusedRecords[kind]++
  report.line = line
  return refusals
}

const TALLIES = { CREATED: 'created', REVISED: 'revised', UNCHANGED: 'unchanged' } as const

function createTally(): Tally {
  const [outlet, author, subject, article, party, place, event, claim, review] = NODE_KINDS
  return {
    [outlet]: 0,
    [author]: 0,
    [subject]: 0,
    [article]: 0,
    [party]: 0,
    [place]: 0,
    [event]: 0,
    [claim]: 0,
    [review]: 0,
  }
}
