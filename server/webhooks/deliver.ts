import type { Database } from '../../db/database.ts'
import { inTransaction } from '../../db/writes/transaction.ts'
import {
  disableWebhook,
  movePlace,
  recordDelivered,
  recordFailed,
  recordUnread,
} from '../../db/writes/webhook-delivery.ts'
import { type Lease, type LeasedWebhook, renewLease } from '../../db/writes/webhook-lease.ts'
import type { Subscriptions } from '../../schema/feed/subscriptions.ts'
import type { SelectionBounds } from '../../schema/webhook/bounds.ts'
import type { Logger } from '../log.ts'
import { delayAfter } from './backoff.ts'
import { NotReadableNow, readSteps, Unreadable } from './messages.ts'
import type { Outcome, Send } from './send.ts'
import { type Message, signedHeaders } from './signature.ts'

export interface Delivering {
  database: Database
  subscriptions: Subscriptions
  bounds: SelectionBounds
  /** Who holds the lease. */
  holder: string
  send: Send
  log: Logger
  /** Aborts when no further message is to be begun. */
  signal: AbortSignal
  /** Aborts when the one under way is to be given up too. */
  cut: AbortSignal
  /** Called when a receiver has taken a message, and when it has not. */
  onAttempt: (isDelivered: boolean) => void
}

/**
 * Sends the messages of one webhook, one after another, each noted before the next is sent; until one fails, the lease is lost, the
 * webhook is changed, or the signal aborts. What was sent and not noted is sent again: at least once, in order.
 */
export async function deliver(webhook: LeasedWebhook, delivering: Delivering): Promise<void> {
  const { database, subscriptions, bounds, holder, signal, cut, send, log, onAttempt } = delivering
  const lease: Lease = { id: webhook.id, version: webhook.version, holder }
  let failures = webhook.attempts
  try {
    for await (const { cursor, message } of readSteps(webhook, { subscriptions, bounds, signal })) {
      if (signal.aborted) return
      if (message === null) {
        if (!(await movePlace(database.kysely, lease, cursor))) return
        continue
      }
      const mayBegin = await keepLease(database, lease)
      if (!mayBegin()) return
      const outcome = await sendSigned(webhook, message, { send, signal: cut, mayBegin })
      // Given up by us: it says nothing of the receiver, and is sent again.
      if (cut.aborted || !outcome.begun) return
      onAttempt(outcome.failure === null)
      const attempt = { messageId: message.id, attempt: failures + 1, ...outcome }
      if (outcome.failure === null) {
        const noted = await inTransaction(database.kysely, (trx) =>
          recordDelivered(trx, lease, cursor, attempt),
        )
        if (!noted) return
        failures = 0
      } else {
        const delayMs = delayAfter(failures + 1, outcome.retryAfterMs)
        const gone = outcome.status === GONE ? 'It answered 410: it is gone' : null
        return await inTransaction(database.kysely, (trx) =>
          recordFailed(trx, lease, attempt, { delayMs, gone }),
        )
      }
    }
  } catch (error) {
    if (error instanceof Unreadable) await disableWebhook(database.kysely, lease, error.message)
    else if (error instanceof NotReadableNow) {
      const { message: failure } = error
      if (failures === 0 || webhook.last_failure !== failure) {
        log.error({ err: error, webhook: webhook.id }, 'a webhook cannot be read')
      }
      await recordUnread(database.kysely, lease, { failure, delayMs: delayAfter(failures + 1, null) })
    } else throw error
  }
}

const GONE = 410

/** No message may begin later than this after its lease was kept: another process may have it soon. */
const MAX_AGE_MS = 10_000

/**
 * What waited long may be paused, or another's, by now. Whether sending may begin is asked of what it returns, since the process
 * may be frozen between: a clock that goes on meanwhile tells.
 */
async function keepLease(database: Database, lease: Lease): Promise<() => boolean> {
  const asked = performance.now()
  const held = await renewLease(database.kysely, lease)
  return () => held && performance.now() - asked < MAX_AGE_MS
}

const sendSigned = (
  webhook: LeasedWebhook,
  message: Message,
  given: { send: Send; signal: AbortSignal; mayBegin: () => boolean },
): Promise<Outcome> => {
  const { send, ...limits } = given
  const now = Date.now()
  const headers = signedHeaders(message, secretsAt(webhook, now), now)
  return send({ url: webhook.url, body: message.body, headers, ...limits })
}

/** A lease may be kept for longer than the former secret signs. */
const secretsAt = (
  { secret, former_secret: former, former_secret_until: until }: LeasedWebhook,
  nowMs: number,
): Buffer[] => (former === null || until === null || Date.parse(until) <= nowMs ? [secret] : [secret, former])
