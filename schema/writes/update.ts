import type { Transaction } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { NodeKind } from '../../db/vocabulary.ts'
import type { NodeKey } from '../../db/writes/conflict.ts'
import { type Expecting, findNode, refuseStale, standing } from '../../db/writes/node-row.ts'
import { saveRecords } from '../../db/writes/save.ts'
import { readNodeId } from './node-id.ts'
import { refuse } from './refuse.ts'

/** A correction of one record. */
interface Update extends Expecting {
  /** Global id. */
  id: unknown
  patch: Readonly<Record<string, unknown>>
}

/** Changes one record. Throws Refused, NotFound and Conflict. */
export async function updateRecord(
  trx: Transaction<Tables>,
  kind: NodeKind,
  { id, patch, expectedRevision, actor }: Update,
): Promise<NodeKey> {
  const node = readNodeId({ id }, 'id', kind)
  const { slug } = standing(node, 'id', await findNode(trx, node))
  const [outcome] = await saveRecords(trx, kind, [{ ...patch, slug }], actor)
  if (outcome?.result === 'REFUSED') refuse(kind, outcome.problems, ['input'])
  // The save has locked the row: what it is at now is what this write came to.
  const { revision } = await findNode(trx, node)
  refuseStale(outcome?.result === 'REVISED' ? revision - 1 : revision, expectedRevision, node)
  return node
}
