import type { Database } from '../db/database.ts'
import { findPendingMigrations } from '../db/migrate.ts'

/** The database lacks migrations, and is not ours to change unasked. */
export class PendingMigrationsError extends Error {
  override name = 'PendingMigrationsError'
}

/** Throws PendingMigrationsError where a database lacks migrations. */
export async function refusePending({ kysely }: Database): Promise<void> {
  const pending = await findPendingMigrations(kysely)
  if (pending.length === 0) return
  throw new PendingMigrationsError(
    `The database lacks ${pending.join(', ')}: run \`npm run dateline -- migrate\` as the owner of its schema (docs/operation.md)`,
  )
}
