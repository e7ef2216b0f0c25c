import { sql, type Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import { recordChanges } from './change.ts'
import { Conflict, type NodeKey } from './conflict.ts'
import { type Expecting, lockNode, refuseStale } from './node-row.ts'
import { NOUNS } from './nouns.ts'

/** Withdraws a node: it stays readable, and lists leave it out. Throws NotFound and Conflict. */
export async function withdrawNode(
  trx: Transaction<Tables>,
  node: NodeKey,
  reason: string,
  { actor, expectedRevision }: Expecting,
): Promise<void> {
  const { revision, withdrawn_at } = await lockNode(trx, node)
  refuseStale(revision, expectedRevision, node)
  if (withdrawn_at !== null) throw new Conflict('ALREADY_WITHDRAWN', 'The record is withdrawn already.', node)
  await sql`
    update ${sql.table(NOUNS[node.kind].table)} set withdrawn_at = now(), withdrawn_reason = ${reason}
    where id = ${node.id}
  `.execute(trx)
  await recordChanges(trx, NOUNS[node.kind], [{ id: node.id, action: 'WITHDRAWN' }], actor)
}

/** Takes a withdrawal back. Throws NotFound and Conflict. */
export async function restoreNode(
  trx: Transaction<Tables>,
  node: NodeKey,
  { actor, expectedRevision }: Expecting,
): Promise<void> {
  const { revision, withdrawn_at } = await lockNode(trx, node)
  refuseStale(revision, expectedRevision, node)
  if (withdrawn_at === null) throw new Conflict('NOT_WITHDRAWN', 'The record is not withdrawn.', node)
  await sql`
    update ${sql.table(NOUNS[node.kind].table)} set withdrawn_at = null, withdrawn_reason = null
    where id = ${node.id}
  `.execute(trx)
  await recordChanges(trx, NOUNS[node.kind], [{ id: node.id, action: 'REVISED' }], actor)
}
