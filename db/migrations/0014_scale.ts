import { type Kysely, sql } from 'kysely'
import { putDerivedViews } from './0008_derived.ts'
import { putAsOfFunctions } from './as-of-functions.ts'
import { run } from './run.ts'
import { searchHighlights, searchHits, searchQuery } from './search-functions.ts'

/** What 200,000 articles and 800,000 claims need: a search that is made once, and figures without a pair of claims each. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    searchQuery,
    sql`drop function search_nodes`,
    sql`drop function search_highlights`,
    searchHits,
    searchHighlights,
  )
  await putDerivedViews(db)
  await putAsOfFunctions(db)
}
