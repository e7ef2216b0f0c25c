import { type Kysely, type RawBuilder, sql } from 'kysely'
import { AGGREGATES } from './aggregates.ts'
import { articleOriginal, DERIVATIONS, type Source } from './derivations.ts'
import { findColumns } from './former-tables.ts'
import { run } from './run.ts'

/**
 * `<table>_as_of(instant)`: the rows of a table or view as they were known at an instant. PostgreSQL writes the
 * bodies into the statements that call them, so that conditions and joins reach the indexes of both tables.
 */
export async function putAsOfFunctions(db: Kysely<any>): Promise<void> {
  for (const { table, lists } of AGGREGATES) {
    await putAsOf(db, table, nodeAsOf(table, await select(db, table)))
    for (const list of Object.values(lists)) {
      await putAsOf(db, list, listAsOf(table, list, await select(db, list)))
    }
  }
  await putAsOf(db, 'revision', sql`select * from revision where at <= instant`)
  // A revision never changes, and neither does what it changed.
  await putAsOf(db, 'revision_change', sql`select * from revision_change`)
  await run(
    db,
    sql`create or replace function article_original_as_of(instant timestamptz, copy bigint) returns bigint
      language sql stable parallel safe
      begin atomic ${articleOriginal(AT_INSTANT)}; end`,
  )
  for (const [view, statement] of DERIVATIONS) await putAsOf(db, view, statement(AT_INSTANT))
}

const putAsOf = (db: Kysely<any>, table: string, statement: RawBuilder<unknown>) =>
  run(
    db,
    sql`create or replace function ${sql.id(`${table}_as_of`)} (instant timestamptz) returns setof ${sql.table(table)}
      language sql stable parallel safe
      begin atomic ${statement}; end`,
  )

const select = async (db: Kysely<any>, table: string) =>
  sql.join((await findColumns(db, table)).all.map((column) => sql.id(column)))

// A condition within a branch of the union would keep joins from reaching its index. What was changed by then was
// made by then: lists by the time of making begin there.
const nodeAsOf = (table: string, columns: RawBuilder<unknown>) => sql`
  select ${columns} from (
    select ${columns}, 'infinity'::timestamptz(3) as until from ${sql.table(table)}
    union all select ${columns}, until from ${sql.table(`former_${table}`)}) version
  where version.created_at <= instant and version.updated_at <= instant and instant < version.until`

// Items have no times of their own: those of the present stand since their node was last changed.
const listAsOf = (table: string, list: string, columns: RawBuilder<unknown>) => sql`
  select ${columns} from (
    select ${columns}, null::timestamptz(3) as since, 'infinity'::timestamptz(3) as until from ${sql.table(list)}
    union all select ${columns}, since, until from ${sql.table(`former_${list}`)}) version
  where instant < version.until and coalesce(version.since,
    (select updated_at from ${sql.table(table)} node where node.id = version.${sql.id(`${table}_id`)})) <= instant`

const AT_INSTANT: Source = {
  table: (name) => sql`${sql.id(`${name}_as_of`)}(instant)`,
  // A union has no statistics: the limit tells the planner that an id has one row.
  join: (table, id, as = table) =>
    sql`join lateral (select * from ${sql.id(`${table}_as_of`)}(instant) version where version.id = ${id} limit 1)
      ${sql.id(as)} on true`,
  original: (copy) => sql`article_original_as_of(instant, ${copy})`,
}
