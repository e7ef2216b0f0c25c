import { type Kysely, sql } from 'kysely'
import { rightsOn } from './rights.ts'
import type { Tables } from './tables.ts'

interface Relation {
  name: string
  /** As pg_class has it: r of a table, v of a view, S of a sequence. */
  kind: string
}

export const findRelations = async (db: Kysely<Tables>): Promise<readonly Relation[]> =>
  (
    await sql<Relation>`select relname as name, relkind as kind from pg_class
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
      const relation = kind === 'S' ? sql`sequence ${sql.table(name)}` : sql.table(name)
      await sql`revoke all on ${relation} from ${to}`.execute(trx)
      const rights = kind === 'S' ? ['usage', 'select'] : (rightsOn(name) ?? [])
      if (rights.length > 0)
        await sql`grant ${sql.raw(rights.join(', '))} on ${relation} to ${to}`.execute(trx)
    }
  })
}
