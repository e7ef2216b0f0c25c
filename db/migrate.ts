import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import * as foundation from './migrations/0001_foundation.ts'
import * as outletAuthorSubject from './migrations/0002_outlet_author_subject.ts'
import * as article from './migrations/0003_article.ts'
import * as partyPlace from './migrations/0004_party_place.ts'
import * as event from './migrations/0005_event.ts'
import * as claim from './migrations/0006_claim.ts'
import * as review from './migrations/0007_review.ts'
import * as derived from './migrations/0008_derived.ts'
import * as search from './migrations/0009_search.ts'
import * as asOf from './migrations/0010_as_of.ts'
import * as apiKey from './migrations/0011_api_key.ts'
import * as idempotency from './migrations/0012_idempotency.ts'
import * as copies from './migrations/0013_copies.ts'
import * as refuseNull from './migrations/0014_refuse_null.ts'
import * as scale from './migrations/0015_scale.ts'
import * as feed from './migrations/0016_feed.ts'
import * as webhook from './migrations/0017_webhook.ts'
import * as webhookFailure from './migrations/0018_webhook_failure.ts'
import * as quickHighlights from './migrations/0019_quick_highlights.ts'
import type { Tables } from './tables.ts'

const MIGRATIONS: Record<string, Migration> = {
  '0001_foundation': foundation,
  '0002_outlet_author_subject': outletAuthorSubject,
  '0003_article': article,
  '0004_party_place': partyPlace,
  '0005_event': event,
  '0006_claim': claim,
  '0007_review': review,
  '0008_derived': derived,
  '0009_search': search,
  '0010_as_of': asOf,
  '0011_api_key': apiKey,
  '0012_idempotency': idempotency,
  '0013_copies': copies,
  '0014_refuse_null': refuseNull,
  '0015_scale': scale,
  '0016_feed': feed,
  '0017_webhook': webhook,
  '0018_webhook_failure': webhookFailure,
  '0019_quick_highlights': quickHighlights,
}

/**
 * Brings the database to the newest migration and returns the names of those applied. Runs in one transaction
 * under Kysely's advisory lock: of several starters one migrates and the others wait. Throws and leaves the
 * database as it was when one fails.
 */
export async function migrate(db: Kysely<Tables>): Promise<string[]> {
  const { error, results = [] } = await createMigrator(db).migrateToLatest()
  if (error) throw error
  return results.map((result) => result.migrationName)
}

/** The names of the migrations that the database lacks. */
export async function findPendingMigrations(db: Kysely<Tables>): Promise<string[]> {
  const migrations = await createMigrator(db).getMigrations()
  return migrations.filter((migration) => migration.executedAt === undefined).map(({ name }) => name)
}

const createMigrator = (db: Kysely<Tables>) =>
  new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } })
