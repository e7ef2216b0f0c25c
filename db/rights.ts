import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** What a role may do with the rows of a table. Never more: to change tables is the owner's. */
type Right = 'select' | 'insert' | 'update' | 'delete'

/** What the service needs: of the history it only reads and adds, so that it cannot change what was. */
function rightsOn(table: string, kind: string): readonly Right[] {
  if (kind === 'v' || table.startsWith('kysely_')) return ['select']
  if (table === 'revision' || table.startsWith('former_')) return ['select', 'insert']
  return ['select', 'insert', 'update', 'delete']
}

interface Found {
  name: string
  /** As pg_class has it: r of a table, v of a view, S of a sequence. */
  kind: string
}

const findRelations = async (db: Kysely<Tables>): Promise<readonly Found[]> =>
  (
    await sql<Found>`select relname as name, relkind as kind from pg_class
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'v', 'S') order by relname`.execute(
      db,
    )
  ).rows

/** The role that rights were to be given to is none. */
export class NoSuchRole extends Error {
  override name = 'NoSuchRole'
}

/**
 * Gives a role what the service needs in this schema, and takes what it was given beyond that; all or nothing. Throws NoSuchRole.
 * To be done again after each migration, which may have made tables.
 */
export async function grantService(db: Kysely<Tables>, role: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql`select from pg_roles where rolname = ${role}`.execute(trx)
    if (rows.length === 0) throw new NoSuchRole(`There is no role ${role}: create role … login password '…'`)
    const [schema] = (await sql<{ name: string }>`select current_schema() as name`.execute(trx)).rows
    const [to, space] = [sql.id(role), sql.id(schema?.name ?? 'public')]
    await sql`revoke all on schema ${space} from ${to}`.execute(trx)
    await sql`grant usage on schema ${space} to ${to}`.execute(trx)
    for (const { name, kind } of await findRelations(trx)) {
      await sql`revoke all on ${sql.table(name)} from ${to}`.execute(trx)
      const rights = kind === 'S' ? 'usage, select' : rightsOn(name, kind).join(', ')
      await sql`grant ${sql.raw(rights)} on ${kind === 'S' ? sql`sequence ` : sql``}${sql.table(name)} to ${to}`.execute(
        trx,
      )
    }
  })
}

/** What the role at hand lacks of that, as `update on webhook`. */
export async function findLacking(db: Kysely<Tables>): Promise<string[]> {
  const needed = (await findRelations(db)).flatMap(({ name, kind }) =>
    kind === 'S' ? [] : rightsOn(name, kind).map((right) => ({ name, right })),
  )
  const { rows } = await sql<{ lacking: string }>`select "right" || ' on ' || name as lacking
    from json_to_recordset(${JSON.stringify(needed)}::json) as needed (name text, "right" text)
    where not has_table_privilege(quote_ident(name), "right") order by 1`.execute(db)
  return rows.map(({ lacking }) => lacking)
}
