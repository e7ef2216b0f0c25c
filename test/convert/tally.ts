import type { AnyRecord } from '../../db/records.ts'

/** How often each thing occurred, in the order of the first time. */
export type Tally = Map<string, number>

export const count = (tally: Tally, what: string): void => {
  tally.set(what, (tally.get(what) ?? 0) + 1)
}

/** How many records there are of each noun. */
export function countByNoun(records: Iterable<AnyRecord>): Tally {
  const tally: Tally = new Map()
  for (const { record } of records) count(tally, record)
  return tally
}
