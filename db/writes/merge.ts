import { sql, type Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import type { NodeKind } from '../vocabulary.ts'
import { recordChanges } from './change.ts'
import { recheckAnchors } from './claim-anchors-recheck.ts'
import { Conflict, type NodeKey } from './conflict.ts'
import { keepWritersOut } from './merge-lock.ts'
import { moveCitations } from './move-citations.ts'
import { type Changed, moveReferences } from './move-references.ts'
import { type Expecting, lockNode, refuseStale } from './node-row.ts'
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
  { actor, expectedRevision }: Expecting,
): Promise<void> {
  await keepWritersOut(trx)
  await lockBoth(trx, kind, id, into, expectedRevision)
  const changed = await moveReferences(trx, kind, id, into)
  const table = sql.table(NOUNS[kind].table)
  const { rows: merged } = await sql<{ id: string }>`
    update ${table} set merged_into = ${into} where id = ${id} or merged_into = ${id} returning id
  `.execute(trx)
  add(
    changed,
    kind,
    merged.map((row) => row.id),
  )
  if (kind === 'Article') await settleClaims(trx, changed, id, into)
  for (const [of, ids] of changed) {
    const changes = [...ids].sort(byNumber).map((one) => ({ id: one, action: 'REVISED' as const }))
    await recordChanges(trx, NOUNS[of], changes, actor)
  }
}

/** The claims that came along were anchored in another body, and cite links of another article. */
async function settleClaims(
  trx: Transaction<Tables>,
  changed: Changed,
  from: string,
  into: string,
): Promise<void> {
  add(changed, 'Claim', await recheckAnchors(trx, [into]))
  const { claims, isExtended } = await moveCitations(trx, from, into)
  add(changed, 'Claim', claims)
  if (isExtended) add(changed, 'Article', [into])
}

function add(changed: Changed, kind: NodeKind, ids: readonly string[]): void {
  if (ids.length > 0) changed.set(kind, new Set([...(changed.get(kind) ?? []), ...ids]))
}

/** Locks the duplicate and the node that stays, against those who withdraw them. */
async function lockBoth(
  trx: Transaction<Tables>,
  kind: NodeKind,
  id: string,
  into: string,
  expectedRevision: unknown,
): Promise<void> {
  const { revision } = await lockNode(trx, { kind, id })
  const other = await lockNode(trx, { kind, id: into }, 'into')
  refuseStale(revision, expectedRevision, { kind, id })
  if (other.withdrawn_at !== null) {
    throw new Conflict(
      'ALREADY_WITHDRAWN',
      'The record to merge into is withdrawn.',
      { kind, id: into },
      'into',
    )
  }
  if (kind === 'Party') await refuseUnnamed(trx, id, into)
  if (kind === 'Claim') await refuseApart(trx, id, into)
}

async function refuseUnnamed(trx: Transaction<Tables>, id: string, into: string): Promise<void> {
  const unnamed = await trx
    .selectFrom('party')
    .select('id')
    .where('id', 'in', [id, into])
    .where('kind', '=', 'UNNAMED')
    .executeTakeFirst()
  if (!unnamed) return
  const message = 'An unnamed party belongs to its article and is never merged.'
  throw new Conflict(
    'UNNAMED_PARTY',
    message,
    { kind: 'Party', id: unnamed.id },
    unnamed.id === id ? 'id' : 'into',
  )
}

/** One statement made in two articles is two claims, of which one may repeat the other. */
async function refuseApart(trx: Transaction<Tables>, id: string, into: string): Promise<void> {
  const { articles } = await trx
    .selectFrom('claim')
    .select(sql<number>`count(distinct article_id)::integer`.as('articles'))
    .where('id', 'in', [id, into])
    .executeTakeFirstOrThrow()
  if (articles === 1) return
  const message = 'The two claims are made in different articles: relate them by REPEATS instead.'
  throw new Conflict('OTHER_ARTICLE', message, { kind: 'Claim', id: into }, 'into')
}

const byNumber = (one: string, other: string) => Number(BigInt(one) - BigInt(other))
