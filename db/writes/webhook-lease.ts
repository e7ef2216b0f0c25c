import { type Kysely, type Selectable, sql } from 'kysely'
import type { Tables, Webhook } from '../tables.ts'

/** How long a webhook belongs to the process that sends for it, unless that goes on: it may have been killed. */
export const LEASE_SECONDS = 15

/** A webhook that this process alone sends for, with what it needs to. */
export type LeasedWebhook = Pick<
  Selectable<Webhook>,
  | 'id'
  | 'name'
  | 'url'
  | 'selection'
  | 'variables'
  | 'role'
  | 'secret'
  | 'former_secret'
  | 'former_secret_until'
  | 'cursor'
  | 'version'
  | 'attempts'
  | 'last_failure'
>

/** Whose a lease is, and of which version of the webhook. */
export interface Lease {
  id: string
  version: number
  holder: string
}

/** Takes the webhooks that are due and nobody sends for, the longest due first. Never waits for another process. */
export async function leaseWebhooks(
  db: Kysely<Tables>,
  holder: string,
  limit: number,
): Promise<LeasedWebhook[]> {
  const { rows } = await sql<LeasedWebhook>`
    update webhook set lease_holder = ${holder}, lease_until = ${leaseEnd}
    where id in (
      select id from webhook where ${isDue}
      order by coalesce(next_attempt_at, created_at), id
      limit ${limit} for update skip locked)
    returning id, name, url, selection, variables, role, secret, cursor, version, attempts,
      former_secret, former_secret_until, last_failure`.execute(db)
  return rows
}

/** How many webhooks are due and nobody sends for. */
export async function countWaiting(db: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ n: string }>`select count(*) as n from webhook where ${isDue}`.execute(db)
  return Number(rows[0]?.n)
}

const isDue = sql`state = 'ACTIVE' and (next_attempt_at is null or next_attempt_at <= now())
  and (lease_until is null or lease_until <= now())`

/** Keeps a lease. False where it is lost, or the webhook was paused or changed: nothing more is to be sent. */
export const renewLease = async (db: Kysely<Tables>, lease: Lease): Promise<boolean> => {
  const { numUpdatedRows } = await held(db, lease).set({ lease_until: leaseEnd }).executeTakeFirst()
  return numUpdatedRows > 0n
}

/**
 * Gives a lease back, so that the next one is found at once; where its turn is over, behind those that wait already. Also of a
 * webhook that has changed meanwhile.
 */
export async function releaseLease(
  db: Kysely<Tables>,
  { id, holder }: Pick<Lease, 'id' | 'holder'>,
  isTurnOver: boolean,
): Promise<void> {
  await db
    .updateTable('webhook')
    .set({ lease_holder: null, lease_until: null, ...(isTurnOver && { next_attempt_at: sql`now()` }) })
    .where('id', '=', id)
    .where('lease_holder', '=', holder)
    .execute()
}

/** An update of the webhook that does nothing unless the lease holds. */
export const held = (db: Kysely<Tables>, { id, version, holder }: Lease) =>
  db
    .updateTable('webhook')
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', '=', 'ACTIVE')
    .where('lease_holder', '=', holder)
    .where('lease_until', '>', sql<string>`now()`)

const leaseEnd = sql<string>`now() + make_interval(secs => ${sql.lit(LEASE_SECONDS)})`
