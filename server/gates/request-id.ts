import { randomUUID } from 'node:crypto'
import type { Gate } from '../exchange.ts'

/** Answers every request with `X-Request-Id`: the caller's own, where it is plain, or a new one. */
export const requestId: Gate = (exchange) => {
  const given = exchange.request.headers['x-request-id']
  exchange.id = typeof given === 'string' && PLAIN.test(given) ? given : randomUUID()
  exchange.headers['x-request-id'] = exchange.id
}

/** What could forge no line of a log. */
const PLAIN = /^[\w-]{8,64}$/
