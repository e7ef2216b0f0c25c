import { migrate } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open.ts'
import { NOUNS } from '../../db/writes/nouns.ts'
import type { Lanes } from './lanes.ts'
import { SCRATCH_SCHEMA } from './put-aside.ts'
import { TargetRefusal } from './target-refusal.ts'

/** Keeps a second load out of the database until the lanes are closed. */
export async function claimTarget(lanes: Lanes): Promise<void> {
  const [row] = await lanes.query<{ free: boolean }>(
    `select pg_try_advisory_lock(hashtext('${SCRATCH_SCHEMA}')) as free`,
  )
  if (row?.free !== true) throw new TargetRefusal('Another load fills this database.')
}

/** Brings the database to the newest schema without records; those of a load that was broken off always go. */
export async function prepareTarget(lanes: Lanes, url: string, replace: boolean): Promise<void> {
  const isBroken = await exists(lanes, `select to_regnamespace('${SCRATCH_SCHEMA}') is not null as is`)
  if (replace || isBroken) {
    await lanes.query(
      `drop schema if exists ${SCRATCH_SCHEMA} cascade; drop schema public cascade; create schema public`,
    )
  } else if (await holdsRecords(lanes)) {
    throw new TargetRefusal(
      'The database holds records. With --replace they go, and all else in its schema public.',
    )
  }
  const database = openDatabase(url, { connections: 1, statementTimeoutMs: 0 })
  try {
    await migrate(database.kysely)
  } finally {
    await database.close()
  }
}

async function holdsRecords(lanes: Lanes): Promise<boolean> {
  for (const { table } of Object.values(NOUNS)) {
    const isThere = await exists(lanes, `select to_regclass('public.${table}') is not null as is`)
    if (isThere && (await exists(lanes, `select exists (select from ${table}) as is`))) return true
  }
  return false
}

async function exists(lanes: Lanes, question: string): Promise<boolean> {
  const [row] = await lanes.query<{ is: boolean }>(question)
  return row?.is === true
}
