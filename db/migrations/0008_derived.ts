import { type Kysely, sql } from 'kysely'
import { articleOriginal, DERIVATIONS, type Source } from './derivations.ts'
import { run } from './run.ts'

/**
 * What is derived and never stored by hand: an event's coverage, its figures and its disagreements. What
 * counts as one source is decided in docs/decisions/0004-independent-sources.md.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    sql`create function article_original(copy bigint) returns bigint
      language sql stable parallel safe
      begin atomic ${articleOriginal(PRESENT)}; end`,
  )
  await putDerivedViews(db)
}

/** Puts the views as `derivations.ts` has them now. Their columns stay what they are. */
export async function putDerivedViews(db: Kysely<any>): Promise<void> {
  for (const [view, statement] of DERIVATIONS) {
    await run(db, sql`create or replace view ${sql.table(view)} as ${statement(PRESENT)}`)
  }
}

const PRESENT: Source = {
  table: sql.table,
  join: (table, id, as = table) =>
    sql`join ${sql.table(table)} ${sql.id(as)} on ${sql.ref(`${as}.id`)} = ${id}`,
  original: (copy) => sql`article_original(${copy})`,
}
