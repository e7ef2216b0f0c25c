import { type Kysely, sql } from 'kysely'
import { isCalled, rightsOn } from './rights.ts'
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

/** Of the schema and of nobody's extension; by name, and with its arguments. */
export const findFunctions = async (db: Kysely<Tables>): Promise<readonly DatabaseFunction[]> =>
  (
    await sql<DatabaseFunction>`select proname as name, oid::regprocedure::text as signature from pg_proc
    where pronamespace = current_schema()::regnamespace and prokind = 'f' and prorettype <> 'trigger'::regtype and not exists (
      select from pg_depend where classid = 'pg_proc'::regclass and objid = pg_proc.oid and deptype = 'e') order by 1, 2`.execute(
      db,
    )
  ).rows

interface DatabaseFunction {
  name: string
  signature: string
}

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
    for (const { name, signature } of await findFunctions(trx))
      if (isCalled(name)) await sql`grant execute on function ${sql.raw(signature)} to ${to}`.execute(trx)
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
      `${role} may change the schema: the service is to be another role, which only reads and writes rows`,
    )
}
