import { type Kysely, sql } from 'kysely'
import { run } from './run.ts'
import { searchHighlights, searchHits, searchQuery } from './search-functions.ts'

/** What 200,000 articles and 800,000 claims need: search that asks once, and the indexes that `bench:plans` missed. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    searchQuery,
    sql`drop function search_nodes`,
    sql`drop function search_highlights`,
    searchHits,
    searchHighlights,
  )
}
