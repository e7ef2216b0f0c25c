import { type Kysely, type RawBuilder, sql } from 'kysely'
import { AGGREGATES, type Aggregate } from './aggregates.ts'
import { findColumns } from './former-tables.ts'
import { run } from './run.ts'

/**
 * Keeps, with each revision, what it replaced: the state that the revision before it holds, as rows of the former
 * tables. A trigger, so that whoever writes a revision does so.
 */
export async function putKeepFormer(db: Kysely<any>): Promise<void> {
  const kept: RawBuilder<unknown>[] = []
  for (const aggregate of AGGREGATES) kept.push(await keepAggregate(db, aggregate))
  await run(
    db,
    // A plan is kept for as long as its connection: one made when the tables were empty must not read them whole later.
    sql`create or replace function keep_former() returns trigger language plpgsql
      set enable_seqscan = off as $$
      begin
        if not exists (select from added where revision > 1) then return null; end if;
        ${sql.join(kept, sql` `)}
        return null;
      end $$`,
    sql`create or replace trigger revision_keep_former after insert on revision
      referencing new table as added for each statement execute function keep_former()`,
  )
}

async function keepAggregate(db: Kysely<any>, { kind, table, lists }: Aggregate) {
  const kept = [keepNode(kind, table, (await findColumns(db, `former_${table}`)).stored)]
  for (const [name, list] of Object.entries(lists)) {
    kept.push(keepList(kind, table, name, list, (await findColumns(db, `former_${list}`)).stored))
  }
  return sql`if exists (select from added where kind = ${sql.lit(kind)} and revision > 1) then
    ${sql.join(kept, sql` `)} end if;`
}

/**
 * Each new revision with the one that it replaced. Of two in one millisecond the first was never known. By a look-up
 * a revision (`limit`), whatever the planner believes of the sizes.
 */
const replaced = (kind: string) => sql`
  added cross join lateral (
    select state, revision, at from revision before
    where before.kind = ${sql.lit(kind)} and before.node_id = added.node_id
      and before.revision = added.revision - 1
    limit 1) previous`

const isReplaced = (kind: string) =>
  sql`added.kind = ${sql.lit(kind)} and added.revision > 1 and previous.at < added.at`

const keepNode = (kind: string, table: string, columns: readonly string[]) => sql`
  insert into ${sql.table(`former_${table}`)} (${ids(columns)})
  select ${ids(columns, 'was')}
  from ${replaced(kind)}
  cross join lateral jsonb_populate_record(null::${sql.table(`former_${table}`)}, previous.state || jsonb_build_object(
    'id', added.node_id, 'revision', previous.revision, 'updated_at', previous.at, 'until', added.at,
    'created_at', (select created_at from ${sql.table(table)} node where node.id = added.node_id))) was
  where ${isReplaced(kind)};`

const keepList = (kind: string, table: string, name: string, list: string, columns: readonly string[]) => sql`
  insert into ${sql.table(`former_${list}`)} (${ids(columns)})
  select ${ids(columns, 'was')}
  from ${replaced(kind)}
  cross join lateral jsonb_array_elements(previous.state -> ${sql.lit(name)}) with ordinality as item (columns, place)
  cross join lateral jsonb_populate_record(null::${sql.table(`former_${list}`)}, item.columns || jsonb_build_object(
    ${sql.lit(`${table}_id`)}, added.node_id, 'position', item.place - 1,
    'since', previous.at, 'until', added.at)) was
  where ${isReplaced(kind)};`

const ids = (columns: readonly string[], of?: string) =>
  sql.join(columns.map((column) => (of === undefined ? sql.id(column) : sql.ref(`${of}.${column}`))))
