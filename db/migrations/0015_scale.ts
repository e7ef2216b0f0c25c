import { type Kysely, sql } from 'kysely'
import { putDerivedViews } from './0008_derived.ts'
import { AGGREGATES } from './aggregates.ts'
import { putAsOfFunctions } from './as-of-functions.ts'
import { run } from './run.ts'
import { searchHighlights, searchHits, searchQuery } from './search-functions.ts'

/**
 * What 200,000 articles and 800,000 claims need: a search that is made once, figures without a look-up for each pair of
 * claims, and no text that lists are filtered by without an index for parts of it.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    searchQuery,
    sql`drop function search_nodes`,
    sql`drop function search_highlights`,
    searchHits,
    searchHighlights,
    TEXTS.flatMap(([table, column]) => [partsIndex(table, column), partsIndex(`former_${table}`, column)]),
  )
  await putDerivedViews(db)
  await putAsOfFunctions(db)
}

/** Texts that are compared by `contains` and `startsWith`, beside those of the first migrations. */
const TEXTS = [
  ...AGGREGATES.map(({ table }) => [table, 'slug'] as const),
  ['article', 'canonical_url'],
  ['article_link', 'canonical_url'],
  ['claim_figure', 'unit'],
] as const

const partsIndex = (table: string, column: string) =>
  sql`create index ${sql.id(`${table}_${column}_trgm_idx`)} on ${sql.table(table)} using gin (${sql.ref(column)} gin_trgm_ops)`
