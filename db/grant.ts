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

/** By name and arguments. Those of an extension are its own to give. */
const findOwnFunctions = async (db: Kysely<Tables>): Promise<readonly string[]> =>
  (
    await sql<{ name: string }>`select oid::regprocedure::text as name from pg_proc
    where pronamespace = current_schema()::regnamespace and prorettype <> 'trigger'::regtype
      and pg_has_role(proowner, 'usage')`.execute(db)
  ).rows.map(({ name }) => name)

/** The role that rights were to be given to is none, or one that rights do not bind. */
export class UnfitRole extends Error {
  override name = 'UnfitRole'
}

/**
 * Gives a role what the service needs in this schema, and takes what it was given beyond that; all or nothing. Throws UnfitRole.
 * To be done again after each migration, which may have made tables.
 */
export async function grantService(db: Kysely<Tables>, role: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await refuseUnfit(trx, role)
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
    for (const name of await findOwnFunctions(trx))
      await sql`grant execute on function ${sql.raw(name)} to ${to}`.execute(trx)
  })
}

/** To take rights from the owner would leave nobody who has them; a superuser needs none. */
async function refuseUnfit(db: Kysely<Tables>, role: string): Promise<void> {
  const { rows } = await sql<{ isOwner: boolean }>`select rolsuper or exists (select from pg_class
      where relnamespace = current_schema()::regnamespace and pg_has_role(pg_roles.oid, relowner, 'member')) as "isOwner"
    from pg_roles where rolname = ${role}`.execute(db)
  const [found] = rows
  if (!found) throw new UnfitRole(`There is no role ${role}: create role … login password '…'`)
  if (found.isOwner)
    throw new UnfitRole(
      `${role} owns the schema: the service is to be another role, which only reads and writes rows`,
    )
}
