import type { IncomingMessage } from 'node:http'
import type { Subscription, Subscriptions } from '../schema/feed/subscriptions.ts'
import { bodyOf } from './body.ts'
import type { Documents } from './documents.ts'
import { writeEvents } from './event-stream.ts'
import { type Exchange, noteOperation } from './exchange.ts'
import type { Keyring } from './keyring.ts'
import type { Admit } from './limits/admit.ts'
import { admitOnce } from './limits/admit-once.ts'
import type { SubscriptionTally } from './limits/subscription-tally.ts'
import { isPlainPost, readAddress, readPosted } from './plain-request.ts'
import { subscribeFor } from './subscribe.ts'

interface Streaming {
  subscriptions: Subscriptions
  keyring: Keyring
  publicRead: boolean
  admit: Admit
  tally: SubscriptionTally
}

/**
 * The way of subscriptions that are asked for as server-sent events (the distinct connections mode of GraphQL over SSE). The
 * bytes of a frame are written once and go to every socket that is sent the same. False for what the long way must
 * answer: queries and mutations in that form too, and whatever is wrong or refused, which it has the words for.
 */
export const createStreamWay =
  (path: string, documents: Documents, { admit, ...streaming }: Streaming) =>
  async (exchange: Exchange): Promise<boolean> => {
    const { request } = exchange
    if (exchange.refusal || exchange.path !== path || !asksForStream(request)) return false
    const plain = readOperation(request, documents)
    if (plain?.asked.operation.operation !== 'subscription') return false
    const { refusal } = admitOnce(exchange, plain.asked, admit)
    const operation = refusal ? null : plain.read()
    const subscription = operation && (await subscribeFor(exchange, operation, streaming))
    if (!subscription || !('next' in subscription)) return false
    noteOperation(exchange, plain.asked.operation)
    await streamTo(exchange, subscription)
    return true
  }

/** Answers by the events of a subscription, to its end. */
export function streamTo(exchange: Exchange, subscription: Subscription): Promise<void> {
  const { response, headers } = exchange
  response.writeHead(200, { ...headers, ...STREAM_HEADERS })
  exchange.onStream?.()
  return writeEvents(response, subscription)
}

const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // nginx would hold frames back until it has a buffer full.
  'x-accel-buffering': 'no',
}

const asksForStream = ({ headers: { accept = '' } }: IncomingMessage): boolean =>
  accept.split(',').some((range) => range.trim().toLowerCase().startsWith('text/event-stream'))

function readOperation(request: IncomingMessage, documents: Documents) {
  if (request.method === 'GET') return readAddress(request.url ?? '', documents)
  const body = isPlainPost(request) ? bodyOf(request) : null
  return body && readPosted(body, documents)
}
