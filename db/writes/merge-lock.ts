import { sql, type Transaction } from 'kysely'
import type { Tables } from '../tables.ts'

/** Any number that no other advisory lock has. */
const MERGE_LOCK = 20_240_207

/**
 * Keeps merges out until the end of the transaction. Every transaction that writes records or refers to them takes it
 * before any other lock: a merge moves references in many places, and between looking a reference up and writing it down
 * its target must not be merged away.
 */
export const keepMergesOut = (trx: Transaction<Tables>) =>
  sql`select pg_advisory_xact_lock_shared(${MERGE_LOCK})`.execute(trx)

/** How long a merge waits for the writers under way; meanwhile new ones wait for it. */
const MERGE_WAIT_MS = 5_000

/** Waits until nobody writes, and keeps all writers out until the end of the transaction. */
export async function keepWritersOut(trx: Transaction<Tables>): Promise<void> {
  await sql`select set_config('lock_timeout', ${`${MERGE_WAIT_MS}`}, true)`.execute(trx)
  await sql`select pg_advisory_xact_lock(${MERGE_LOCK})`.execute(trx)
}
