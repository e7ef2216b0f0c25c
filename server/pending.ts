import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { UnfitRole } from '../db/grant.ts'
import { findPendingMigrations } from '../db/migrate.ts'

/** The database lacks migrations, and is not ours to change unasked. */
export class PendingMigrationsError extends Error {
  override name = 'PendingMigrationsError'
}

/** Throws PendingMigrationsError where a database lacks migrations, UnfitRole where that is not to be seen. */
export async function refusePending({ kysely }: Database): Promise<void> {
  const pending = await findPendingMigrations(kysely)
  if (pending.length === 0) return
  // Where none is to be seen all of them seem to be lacking.
  const found = await sql<{
    role: string
  }>`select current_user as role where current_schema() is null`.execute(kysely)
  for (const { role } of found.rows)
    throw new UnfitRole(
      `${role} may use no schema: \`npm run dateline -- migrate --grant ${role}\` as the owner (docs/operation.md)`,
    )
  throw new PendingMigrationsError(
    `The database lacks ${pending.join(', ')}: run \`npm run dateline -- migrate\` as the owner of its schema (docs/operation.md)`,
  )
}
