import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { FeedFailure, refuseUnsafe } from '../feed/checks.ts'
import { findPendingMigrations } from '../migrate.ts'
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
