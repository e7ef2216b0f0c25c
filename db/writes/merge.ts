import { sql, type Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import type { NodeKind } from '../vocabulary.ts'
import { recordChanges } from './change.ts'
import { recheckAnchors } from './claim-anchors-recheck.ts'
import { Conflict, type NodeKey } from './conflict.ts'
import { type Changed, moveReferences } from './move-references.ts'
import { lockTarget, type Written } from './node-row.ts'
import { NOUNS } from './nouns.ts'

/**
 * Merges a duplicate into another node of its kind: whatever refers to it refers to the other from now on, and the
 * duplicate stays readable and names the other. For ever: there is no way back. Each node that this changes has a
 * revision of its own. Throws NotFound and Conflict.
 */
export async function mergeNodes(
  trx: Transaction<Tables>,
  { kind, id }: NodeKey,
  into: string,
  actor: string,
): Promise<Written> {
  const { revision } = await lockBoth(trx, kind, id, into)
  const moved = await moveReferences(trx, kind, id, into)
  const table = sql.table(NOUNS[kind].table)
  const { rows: merged } = await sql<{ id: string }>`
    update ${table} set merged_into = ${into} where id = ${id} or merged_into = ${id} returning id
  `.execute(trx)
  const changed = add(
    moved,
    kind,
    merged.map((row) => row.id),
  )
  // The claims that came along were anchored in another body.
  if (kind === 'Article') add(changed, 'Claim', await recheckAnchors(trx, [into]))
  for (const [of, ids] of changed) {
    const changes = [...ids].sort(byNumber).map((one) => ({ id: one, action: 'REVISED' as const }))
    await recordChanges(trx, NOUNS[of], changes, actor)
  }
  return { kind, id, revision: revision + 1 }
}

function add(changed: Changed, kind: NodeKind, ids: readonly string[]): Changed {
  if (ids.length > 0) changed.set(kind, new Set([...(changed.get(kind) ?? []), ...ids]))
  return changed
}

/** Locks the duplicate and the node that stays, the lower id first, so that two merges do not wait for each other. */
async function lockBoth(trx: Transaction<Tables>, kind: NodeKind, id: string, into: string) {
  const [first, second] = [id, into].sort(byNumber)
  const locked = [
    await lockTarget(trx, { kind, id: first ?? id }, first === id ? 'id' : 'into'),
    await lockTarget(trx, { kind, id: second ?? into }, second === id ? 'id' : 'into'),
  ]
  const [duplicate, other] = [locked.find((row) => row.id === id), locked.find((row) => row.id === into)]
  if (!duplicate || !other) throw new Error('Both were locked')
  if (other.withdrawn_at !== null) {
    throw new Conflict(
      'ALREADY_WITHDRAWN',
      'The record to merge into is withdrawn.',
      { kind, id: into },
      'into',
    )
  }
  if (kind === 'Party') await refuseUnnamed(trx, [id, into])
  return duplicate
}

async function refuseUnnamed(trx: Transaction<Tables>, ids: string[]): Promise<void> {
  const unnamed = await trx
    .selectFrom('party')
    .select('id')
    .where('id', 'in', ids)
    .where('kind', '=', 'UNNAMED')
    .executeTakeFirst()
  if (!unnamed) return
  const message = 'An unnamed party belongs to its article and is never merged.'
  throw new Conflict('UNNAMED_PARTY', message, { kind: 'Party', id: unnamed.id })
}

const byNumber = (one: string, other: string) => Number(BigInt(one) - BigInt(other))
