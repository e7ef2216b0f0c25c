import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { Database } from '../../../db/database.ts'

export type Row = Readonly<Record<string, unknown>>

/** A database that does not change, as it was when it was read. */
export interface OracleTables {
  all(table: string): readonly Row[]
  /** Rows with a value in a column; none for null. */
  where(table: string, column: string, value: unknown): readonly Row[]
}

/** Tables and derived views, each read by one `select *`. */
const NAMES = [
  ...['outlet', 'outlet_alt_id', 'author', 'author_work', 'author_alt_id', 'subject'],
  ...['article', 'article_author', 'article_subject', 'article_link', 'party', 'party_alt_id', 'place'],
  ...['event', 'event_place', 'event_participant', 'event_article', 'event_figure', 'event_disagreement'],
  ...['claim', 'claim_event', 'claim_attribution', 'claim_anchor', 'claim_figure', 'claim_citation'],
  ...['claim_relation', 'review', 'revision', 'revision_change'],
  ...['feed_head', 'feed_entry'],
]

/** Reads everything that the graph shows. */
export async function readTables({ kysely }: Database): Promise<OracleTables> {
  const tables = new Map<string, readonly Row[]>()
  for (const name of NAMES) {
    tables.set(name, (await sql<Row>`select * from ${sql.table(name)}`.execute(kysely)).rows)
  }
  const copies = await sql<Row>`
    select article.id as of_article, alike.* from article, similar_articles(article.id) alike`.execute(kysely)
  tables.set('similar_articles', copies.rows)
  tables.set('event_coverage', coverage(tables))
  const found = new Map<string, Map<unknown, Row[]>>()
  const all = (table: string): readonly Row[] => {
    const rows = tables.get(table)
    assert.ok(rows, `The oracle has not read ${table}`)
    return rows
  }
  return {
    all,
    where: (table, column, value) => {
      if (value === null || value === undefined) return []
      const key = `${table}.${column}`
      const grouped = found.get(key) ?? Map.groupBy(all(table), (row) => row[column])
      found.set(key, grouped)
      return grouped.get(value) ?? []
    },
  }
}

/** Withdrawn, or merged into another. */
export const isHidden = (row: Row): boolean => row.withdrawn_at != null || row.merged_into != null

/** What an event is reported by: the articles listed with it, and those of the claims about it that stand. */
function coverage(tables: ReadonlyMap<string, readonly Row[]>): Row[] {
  const claims = new Map(tables.get('claim')?.map((claim) => [claim.id, claim]))
  const pairs = new Map<string, Row>()
  const add = (event_id: unknown, article_id: unknown) =>
    pairs.set(`${event_id} ${article_id}`, { event_id, article_id })
  for (const { event_id, article_id } of tables.get('event_article') ?? []) add(event_id, article_id)
  for (const { event_id, claim_id } of tables.get('claim_event') ?? []) {
    const claim = claims.get(claim_id)
    if (claim && !isHidden(claim)) add(event_id, claim.article_id)
  }
  return [...pairs.values()]
}
