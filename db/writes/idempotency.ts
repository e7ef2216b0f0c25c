import { sql, type Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import { Conflict } from './conflict.ts'

/** A key that a caller chose for one request, so as to be able to repeat it. */
export interface IdempotencyKey {
  /** Whose key it is: two callers may choose the same. */
  scope: string
  key: string
  /** Of what is asked: the same key with another is a mistake of the caller. */
  digest: string
}

/** Characters of a key at most. */
export const MAX_IDEMPOTENCY_KEY = 200
/** How long a repetition waits for the first, and the first then for the locks that it needs. */
const WAIT_MS = 7_000
const KEPT_HOURS = 24
/** Keys past their time that each request clears away, so that none has much to do. */
const CLEARED_KEYS = 100

/**
 * Does work once for a key: a repetition within 24 hours is given what the first came to, also while the first is
 * still under way, for which it waits. The key is kept in the transaction of the work: work that fails leaves none.
 * Throws Conflict where the key was used for something else.
 */
export async function once<Outcome extends object>(
  trx: Transaction<Tables>,
  { scope, key, digest }: IdempotencyKey,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  await sql`select set_config('lock_timeout', ${`${WAIT_MS}`}, true)`.execute(trx)
  const take = sql<{ one: number }>`
    insert into idempotency_key (scope, key, digest) values (${scope}, ${key}, ${digest})
    on conflict (scope, key) do update set digest = excluded.digest, outcome = null, at = now()
      where idempotency_key.at < now() - make_interval(hours => ${KEPT_HOURS})
    returning 1 as one`
  const { rows: taken } = await take.execute(trx)
  if (taken.length === 0) return repeat<Outcome>(trx, { scope, key, digest })
  const outcome = await work()
  await sql`
    update idempotency_key set outcome = ${JSON.stringify(outcome)}::jsonb
    where scope = ${scope} and key = ${key}
  `.execute(trx)
  await sql`
    delete from idempotency_key where ctid in (
      select ctid from idempotency_key where at < now() - make_interval(hours => ${KEPT_HOURS})
      order by at limit ${CLEARED_KEYS} for update skip locked)
  `.execute(trx)
  return outcome
}

async function repeat<Outcome>(trx: Transaction<Tables>, asked: IdempotencyKey): Promise<Outcome> {
  const { rows } = await sql<{ digest: string; outcome: Outcome }>`
    select digest, outcome from idempotency_key where scope = ${asked.scope} and key = ${asked.key}
  `.execute(trx)
  const [known] = rows
  if (!known) throw new Error('A key that is taken is there')
  if (known.digest === asked.digest) return known.outcome
  const message = 'This idempotency key was used for another request.'
  throw new Conflict('IDEMPOTENCY_KEY_REUSED', message, null, 'idempotencyKey')
}
