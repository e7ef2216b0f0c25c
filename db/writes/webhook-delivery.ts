import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import { held, type Lease } from './webhook-lease.ts'

/** Attempts that are kept of each webhook. */
const KEPT_DELIVERIES = 100
/** A webhook that has failed for so long is disabled. */
export const MAX_FAILING_DAYS = 5

export interface Attempt {
  messageId: string
  /** From 1. */
  attempt: number
  status: number | null
  failure: string | null
  ms: number
}

/** Notes that a message has arrived, and that all up to `cursor` has. False where the lease is lost: another sends on. */
export async function recordDelivered(
  trx: Transaction<Tables>,
  lease: Lease,
  cursor: string,
  attempt: Attempt,
): Promise<boolean> {
  const { numUpdatedRows } = await held(trx, lease)
    .set({ cursor, attempts: 0, failing_since: null, next_attempt_at: null, last_success_at: sql`now()` })
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await keep(trx, lease.id, attempt)
  return true
}

/**
 * Notes that a message has not arrived, and gives the lease back: it is tried again after `delayMs`, by whoever is there, unless it is
 * `gone` or has failed for five days. Nothing where the lease is lost.
 */
export async function recordFailed(
  trx: Transaction<Tables>,
  lease: Lease,
  attempt: Attempt,
  { delayMs, gone }: { delayMs: number; gone: string | null },
): Promise<void> {
  const isOver = sql<boolean>`coalesce(failing_since <= now() - make_interval(days => ${sql.lit(MAX_FAILING_DAYS)}), false)`
  const { numUpdatedRows } = await held(trx, lease)
    .set({
      attempts: sql`attempts + 1`,
      failing_since: sql`coalesce(failing_since, now())`,
      last_failure_at: sql`now()`,
      last_failure: attempt.failure,
      next_attempt_at: sql`now() + make_interval(secs => ${delayMs / 1_000})`,
      ...(gone === null
        ? {
            state: sql`case when ${isOver} then 'DISABLED' else state end`,
            reason: sql`case when ${isOver} then ${`Nothing has arrived for ${MAX_FAILING_DAYS} days`} end`,
          }
        : { state: 'DISABLED', reason: gone }),
      lease_holder: null,
      lease_until: null,
    })
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await keep(trx, lease.id, attempt)
}

/** Notes that nothing up to `cursor` is to be sent. False where the lease is lost. */
export async function movePlace(db: Kysely<Tables>, lease: Lease, cursor: string): Promise<boolean> {
  const { numUpdatedRows } = await held(db, lease).set({ cursor }).executeTakeFirst()
  return numUpdatedRows > 0n
}

/**
 * Notes why a webhook cannot be read for now, and gives the lease back until `delayMs` have passed. It tells nothing of the
 * receiver: no number of such failures disables it.
 */
export async function recordUnread(
  db: Kysely<Tables>,
  lease: Lease,
  { failure, delayMs }: { failure: string; delayMs: number },
): Promise<void> {
  await held(db, lease)
    .set({
      attempts: sql`attempts + 1`,
      failing_since: sql`coalesce(failing_since, now())`,
      last_failure_at: sql`now()`,
      last_failure: failure,
      next_attempt_at: sql`now() + make_interval(secs => ${delayMs / 1_000})`,
      lease_holder: null,
      lease_until: null,
    })
    .execute()
}

/** Disables a webhook that nothing can be read for any more, and says why. Nothing where the lease is lost. */
export async function disableWebhook(db: Kysely<Tables>, lease: Lease, reason: string): Promise<void> {
  await held(db, lease).set({ state: 'DISABLED', reason, lease_holder: null, lease_until: null }).execute()
}

async function keep(trx: Transaction<Tables>, webhook: string, given: Attempt): Promise<void> {
  const { messageId, attempt, status, failure, ms } = given
  await trx
    .insertInto('webhook_delivery')
    .values({ webhook_id: webhook, message_id: messageId, attempt, status, failure, ms })
    .execute()
  await sql`delete from webhook_delivery where webhook_id = ${webhook} and id <= (
    select id from webhook_delivery where webhook_id = ${webhook} order by id desc offset ${KEPT_DELIVERIES} limit 1)`.execute(
    trx,
  )
}
