import type { Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import { NODE_KINDS, type NodeKind } from '../vocabulary.ts'
import { type Outcome, saveRecords } from './save.ts'

/** A record with the noun it is of; its slug is null where it has none that is text. */
export interface MixedRecord {
  kind: NodeKind
  slug: string | null
  record: object
}

/**
 * Saves records of several nouns, in the order of the nouns, and says in the order of the records what became of
 * each. Several of one slug are saved one after the other. Fails and refuses as saveRecords does.
 */
export async function saveMixed(
  trx: Transaction<Tables>,
  records: readonly MixedRecord[],
  actor: string,
): Promise<Outcome[]> {
  const outcomes = new Map<MixedRecord, Outcome>()
  for (const round of roundsOf(records)) {
    for (const kind of NODE_KINDS) {
      const same = round.filter((one) => one.kind === kind)
      const saved = await saveRecords(
        trx,
        kind,
        same.map(({ record }) => record),
        actor,
      )
      for (const [at, outcome] of saved.entries()) {
        const record = same[at]
        if (record) outcomes.set(record, outcome)
      }
    }
  }
  return records.map((record) => {
    const outcome = outcomes.get(record)
    if (!outcome) throw new Error('A record that was saved has an outcome')
    return outcome
  })
}

/** The first round holds the first record of every slug, the second the second, and so on. */
function roundsOf(records: readonly MixedRecord[]): MixedRecord[][] {
  const times = new Map<string, number>()
  const rounds = Map.groupBy(records, ({ kind, slug }, index) => {
    const key = `${kind} ${slug ?? index}`
    const round = times.get(key) ?? 0
    times.set(key, round + 1)
    return round
  })
  return [...rounds.values()]
}
