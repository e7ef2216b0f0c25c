import { type Kysely, sql } from 'kysely'
import { run } from './run.ts'

/** The columns of a table in their order; `stored` are those that an insert gives. */
export interface Columns {
  all: string[]
  stored: string[]
}

export async function findColumns(db: Kysely<any>, table: string): Promise<Columns> {
  const { rows } = await sql<{ name: string; generated: boolean }>`
    select attname as name, attgenerated <> '' as generated from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`.execute(db)
  return {
    all: rows.map(({ name }) => name),
    stored: rows.flatMap(({ name, generated }) => (generated ? [] : [name])),
  }
}

/**
 * `former_<table>`: the rows that stood from one revision to the next, with the columns and indexes of the table
 * itself, so that what was known is found the way the present is. It refers to nothing: what it tells of
 * may have changed since.
 */
export async function createFormerTable(
  db: Kysely<any>,
  table: string,
  period: 'until' | 'since and until',
): Promise<void> {
  const former = `former_${table}`
  const since = period === 'until' ? sql`` : sql`since timestamptz(3) not null, `
  await run(
    db,
    sql`create table ${sql.table(former)} (
      like ${sql.table(table)} including generated, ${since}until timestamptz(3) not null)`,
  )
  const { rows } = await sql<{ primary: boolean; keys: string[]; definition: string }>`
    select indisprimary as primary, pg_get_indexdef(indexrelid) as definition,
      array(select pg_get_indexdef(indexrelid, at, true) from generate_series(1, indnkeyatts) as at) as keys
    from pg_index where indrelid = ${table}::regclass order by 2`.execute(db)
  for (const { primary, keys, definition } of rows) {
    await run(
      db,
      primary
        ? sql`alter table ${sql.table(former)} add constraint ${sql.id(`${former}_pk`)}
            primary key (${sql.raw(keys.join(', '))}, until)`
        : sql.raw(formerIndex(definition)),
    )
  }
}

/** What is unique at one time is not over all times. */
const formerIndex = (definition: string) =>
  definition.replace(
    /^CREATE (?:UNIQUE )?INDEX (\w+) ON ((?:\w+\.)?)(\w+) /,
    'CREATE INDEX former_$1 ON $2former_$3 ',
  )
