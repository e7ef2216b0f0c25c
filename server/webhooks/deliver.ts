import { inTransaction } from '../../db/writes/transaction.ts'
import { disableWebhook, recordDelivered, recordFailed } from '../../db/writes/webhook-delivery.ts'
import { type Lease, type LeasedWebhook, renewLease } from '../../db/writes/webhook-lease.ts'
import type { Context } from '../../schema/context.ts'
import { delayAfter } from './backoff.ts'
import { type PlacedMessage, readMessages, Unreadable } from './messages.ts'
import type { Outcome, Send } from './send.ts'
import { signedHeaders } from './signature.ts'

export interface Delivering extends Pick<Context, 'database' | 'feedHead'> {
  /** Who holds the lease. */
  holder: string
  send: Send
  /** Aborts when no further message is to be begun. */
  signal: AbortSignal
  /** Aborts when the one under way is to be given up too. */
  cut: AbortSignal
}

/**
 * Sends the messages of one webhook, one after another, each noted before the next is sent; until one fails, the lease is lost, the
 * webhook is changed, or the signal aborts. What was sent and not noted is sent again: at least once, in order.
 */
export async function deliver(webhook: LeasedWebhook, delivering: Delivering): Promise<void> {
  const { database, feedHead, holder, signal, cut, send } = delivering
  const lease: Lease = { id: webhook.id, version: webhook.version, holder }
  let failures = webhook.attempts
  try {
    for await (const message of readMessages(webhook, { database, feedHead, signal })) {
      // What waited long may be paused, or another's, by now.
      if (signal.aborted || !(await renewLease(database.kysely, lease))) return
      const outcome = await sendSigned(webhook, message, { send, signal: cut })
      // Given up by us: it says nothing of the receiver, and is sent again.
      if (cut.aborted) return
      const attempt = { messageId: message.id, attempt: failures + 1, ...outcome }
      if (outcome.failure === null) {
        const noted = await inTransaction(database.kysely, (trx) =>
          recordDelivered(trx, lease, message.cursor, attempt),
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
    if (!(error instanceof Unreadable)) throw error
    await disableWebhook(database.kysely, lease, error.message)
  }
}

const GONE = 410

const sendSigned = (
  { url, secret, former_secret }: LeasedWebhook,
  message: PlacedMessage,
  { send, signal }: { send: Send; signal: AbortSignal },
): Promise<Outcome> => {
  const secrets = former_secret === null ? [secret] : [secret, former_secret]
  return send({ url, body: message.body, headers: signedHeaders(message, secrets, Date.now()), signal })
}
