import type { ExecutionResult } from 'graphql'
import type { Subscription, Subscriptions } from '../schema/feed/subscriptions.ts'
import type { Operation } from '../schema/sql/index.ts'
import type { Exchange } from './exchange.ts'
import { openKeyWatch, whileInForce } from './key-watch.ts'
import { endOf, type Keyring } from './keyring.ts'
import { type SubscriptionTally, TooManySubscriptionsError } from './limits/subscription-tally.ts'

interface Subscribing {
  subscriptions: Subscriptions
  keyring: Keyring
  publicRead: boolean
  tally: SubscriptionTally
}

/**
 * Begins a subscription on behalf of a request: behind the entry that `Last-Event-ID` names, where a browser has come back.
 * It ends with the connection, and within five seconds of the key or token that it was asked with.
 */
export async function subscribeFor(
  exchange: Exchange,
  operation: Operation,
  { subscriptions, keyring, publicRead, tally }: Subscribing,
): Promise<Subscription | ExecutionResult> {
  const { request, response, actor } = exchange
  const end = tally.begin(exchange)
  if (end instanceof TooManySubscriptionsError) return { errors: [end] }
  const lastEventId = request.headers['last-event-id']
  const begun = subscriptions.subscribe({
    operation,
    actor,
    publicRead,
    after: typeof lastEventId === 'string' && lastEventId !== '' ? lastEventId : null,
  })
  begun.catch(end)
  const subscription = await begun
  if (!('next' in subscription)) {
    end()
    return subscription
  }
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  gone.signal.addEventListener('abort', end)
  gone.signal.addEventListener('abort', () => subscription.return())
  // The client may have left while its place was looked for.
  if (response.closed || response.destroyed) gone.abort()
  if (!actor) return subscription
  const watch = openKeyWatch(keyring, actor, gone.signal)
  watch.signal.addEventListener('abort', () => subscription.end(endOf(actor)))
  return { ...subscription, next: whileInForce(watch, subscription.next, gone.signal) }
}
