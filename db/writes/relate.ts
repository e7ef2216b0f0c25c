import type { Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import type { RELATION_KINDS } from '../vocabulary.ts'
import { type Expecting, lockNode, refuseStale } from './node-row.ts'
import { saveRecords } from './save.ts'
import type { Problem } from './shape.ts'

/** How one claim stands to another. */
export interface Relation {
  kind: (typeof RELATION_KINDS)[number]
  /** The slug of the other claim. */
  claim: string
  note: string | null
}

/**
 * Changes how a claim stands to others: `change` is given its relations in their order and returns what they are to
 * be. Locks the claim, so that no relation that another writer adds is lost. Returns what is wrong with the new ones;
 * throws NotFound and Conflict.
 */
export async function changeRelations(
  trx: Transaction<Tables>,
  id: string,
  change: (relations: Relation[]) => Relation[],
  { actor, expectedRevision }: Expecting,
): Promise<Problem[]> {
  const { slug, revision } = await lockNode(trx, { kind: 'Claim', id }, 'claim')
  refuseStale(revision, expectedRevision, { kind: 'Claim', id })
  const stored: Relation[] = await trx
    .selectFrom('claim_relation')
    .innerJoin('claim as other', 'other.id', 'claim_relation.other_id')
    .select(['claim_relation.kind', 'other.slug as claim', 'claim_relation.note'])
    .where('claim_id', '=', id)
    .orderBy('position')
    .execute()
  const [outcome] = await saveRecords(trx, 'Claim', [{ slug, relations: change(stored) }], actor)
  return outcome?.result === 'REFUSED' ? outcome.problems : []
}
