import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { FeedFailure, refuseUnsafe } from '../feed/checks.ts'
import { findPendingMigrations } from '../migrate.ts'
import { findLacking } from '../rights.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

/** Whether the schema is there; nothing else is to be asked of a database that fails here. */
export async function checkMigrations({ kysely }: Database): Promise<Finding> {
  const pending = await findPendingMigrations(kysely)
  return pending.length === 0
    ? ok('migrations', 'all applied')
    : fail(
        'migrations',
        `${pending.length} are missing, from ${pending[0]}`,
        'dateline migrate, as the owner',
      )
}

/** Whether the head of the feed is its newest entry. */
export async function checkFeed(database: Database): Promise<Finding> {
  try {
    await refuseUnsafe(database)
  } catch (error) {
    if (!(error instanceof FeedFailure)) throw error
    return fail('feed', error.message, 'restore from a whole dump: docs/operation.md')
  }
  const { seq, floor_seq } = await database.kysely
    .selectFrom('feed_head')
    .select(['seq', 'floor_seq'])
    .executeTakeFirstOrThrow()
  return ok('feed', `entries ${Number(floor_seq) + 1} to ${seq}, and the head at its newest`)
}

interface Rights {
  role: string
  superuser: boolean
  owner: boolean
}

/** What the service's role may do: all that the service does, and better no more. */
export async function checkRights(
  { kysely }: Database,
  { embedded }: { embedded: boolean },
): Promise<Finding> {
  const { rows } = await sql<Rights>`select current_user as role,
    (select rolsuper from pg_roles where rolname = current_user) as superuser,
    has_schema_privilege(current_schema(), 'create') or exists (
      select from pg_class where relname = 'revision' and relnamespace = current_schema()::regnamespace
        and pg_has_role(relowner, 'usage')) as owner`.execute(kysely)
  const [rights] = rows
  if (!rights) return fail('rights', 'unknown', 'the role cannot read pg_roles')
  const { role, superuser, owner } = rights
  const lacking = await findLacking(kysely)
  if (lacking.length > 0) {
    const more = lacking.length > 1 ? ` and ${lacking.length - 1} more` : ''
    return fail(
      'rights',
      `${role} lacks ${lacking[0]}${more}`,
      `dateline migrate --grant ${role}, as the owner`,
    )
  }
  if (embedded || !(superuser || owner)) return ok('rights', `${role} has what the service needs`)
  const found = `${role} ${superuser ? 'is a superuser' : 'may change the schema'}`
  return warn('rights', found, 'serve as a role that only reads and writes rows: docs/operation.md')
}

/** Whether anybody can administer it. */
export async function checkAdmin({ kysely }: Database): Promise<Finding> {
  const { rows } = await sql<{ count: number }>`select count(*)::int from api_key
    where role = 'ADMIN' and revoked_at is null and (expires_at is null or expires_at > now())`.execute(
    kysely,
  )
  const count = rows[0]?.count ?? 0
  if (count > 0) return ok('admin key', count === 1 ? 'one' : `${count} of them`)
  return warn('admin key', 'none holds', 'dateline key create --name NAME --role admin')
}
