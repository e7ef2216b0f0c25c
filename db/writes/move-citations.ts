import { sql, type Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import { citations } from './claim-citations.ts'
import { replaceItems } from './lists.ts'

/**
 * Makes claims that came from one article to another cite links of the one that they are in now: the link to the same
 * page, or with the same words where it leads nowhere; else the cited link is added to the article's, without a place in
 * its body. Returns the ids of the claims that cite otherwise now, and whether the article has more links.
 */
export async function moveCitations(
  trx: Transaction<Tables>,
  from: string,
  into: string,
): Promise<{ claims: string[]; isExtended: boolean }> {
  const cited = await trx
    .selectFrom('claim_citation')
    .innerJoin('article_link', 'article_link.id', 'link_id')
    .select('claim_id')
    .where('article_id', '=', from)
    .distinct()
    .execute()
  if (cited.length === 0) return { claims: [], isExtended: false }
  const claims = cited.map(({ claim_id }) => claim_id)
  const isExtended = await addLinks(trx, from, into)
  const { rows } = await sql<{ claim_id: string; link_id: string }>`
    select claim_id, coalesce(there.id, link_id) as link_id
    from claim_citation join article_link link on link.id = link_id
    left join lateral (
      select id from article_link there where there.article_id = ${into} and ${isSameLink}
      order by position limit 1) there on link.article_id = ${from}
    where claim_id = any(${claims}::bigint[]) order by claim_id, claim_citation.position
  `.execute(trx)
  const wanted = Map.groupBy(rows, ({ claim_id }) => claim_id)
  const lists = [...wanted].map(([claim_id, items]) => {
    const links = [...new Set(items.map(({ link_id }) => link_id))]
    return [claim_id, links.map((link_id, position) => ({ claim_id, link_id, position }))] as const
  })
  return { claims: await replaceItems(trx, citations, new Map(lists)), isExtended }
}

const isSameLink = sql`(there.canonical_url = link.canonical_url
  or link.canonical_url is null and there.canonical_url is null and there.text = link.text)`

/** Adds the cited links of one article that another does not have. */
async function addLinks(trx: Transaction<Tables>, from: string, into: string): Promise<boolean> {
  const { rows } = await sql`
    insert into article_link (article_id, position, url, canonical_url, text)
    select ${into}, row_number() over (order by position) - 1
        + (select coalesce(max(position) + 1, 0) from article_link where article_id = ${into}),
      url, canonical_url, text
    from (
      select distinct on (coalesce(canonical_url, 'text ' || text)) * from article_link link
      where article_id = ${from} and exists (select from claim_citation where link_id = link.id)
        and not exists (select from article_link there where there.article_id = ${into} and ${isSameLink})
      order by coalesce(canonical_url, 'text ' || text), position) missing
    returning id
  `.execute(trx)
  return rows.length > 0
}
