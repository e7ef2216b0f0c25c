import { sql, type Transaction } from 'kysely'
import type { ClaimAnchor, Tables } from '../tables.ts'
import { type Anchor, checkAnchor } from '../values/anchor.ts'
import { findBodies } from './article-bodies.ts'
import { createPauses } from './pauses.ts'

/** Looks up all passages of articles in their new bodies. Returns the ids of the claims whose anchors changed. */
export async function recheckAnchors(
  trx: Transaction<Tables>,
  articles: readonly string[],
): Promise<string[]> {
  const claims = await lockClaims(trx, articles)
  const stored = Map.groupBy(await findAnchors(trx, claims), (anchor) => anchor.article_id)
  const changed: ClaimAnchor[] = []
  const pause = createPauses()
  for await (const { id, body } of findBodies(trx, [...stored.keys()])) {
    for (const { article_id: _, ...anchor } of stored.get(id) ?? []) {
      await pause()
      const checked = { ...anchor, ...checkAnchor(body, anchor) }
      if (COLUMNS.some((column) => checked[column] !== anchor[column])) changed.push(checked)
    }
  }
  await updateAnchors(trx, changed)
  const touched = new Set(changed.map(({ claim_id }) => claim_id))
  return claims.filter((id) => touched.has(id))
}

const COLUMNS: readonly (keyof Anchor)[] = ['starts', 'ends', 'exact', 'prefix', 'suffix', 'health']

/** In the order in which saveRecords locks rows. */
async function lockClaims(trx: Transaction<Tables>, articles: readonly string[]): Promise<string[]> {
  const rows = await trx
    .selectFrom('claim')
    .select('id')
    .where('article_id', 'in', articles)
    .orderBy(sql`slug collate "C"`)
    .forNoKeyUpdate()
    .execute()
  return rows.map(({ id }) => id)
}

async function findAnchors(trx: Transaction<Tables>, claims: readonly string[]) {
  if (claims.length === 0) return []
  return trx
    .selectFrom('claim_anchor')
    .innerJoin('claim', 'claim.id', 'claim_anchor.claim_id')
    .selectAll('claim_anchor')
    .select('claim.article_id')
    .where('claim_id', '=', sql<string>`any(${claims}::bigint[])`)
    .orderBy('claim_id')
    .orderBy('position')
    .execute()
}

async function updateAnchors(trx: Transaction<Tables>, anchors: readonly ClaimAnchor[]): Promise<void> {
  if (anchors.length === 0) return
  await sql`
    update claim_anchor
    set starts = found.starts, ends = found.ends, exact = found.exact,
      prefix = found.prefix, suffix = found.suffix, health = found.health
    from json_populate_recordset(null::claim_anchor, ${JSON.stringify(anchors)}::json) found
    where claim_anchor.claim_id = found.claim_id and claim_anchor.position = found.position
  `.execute(trx)
}
