import { randomUUID } from 'node:crypto'
import type { Arrival, Gate } from '../exchange.ts'

/** Answers every request with `X-Request-Id`: the caller's own, where it is plain, or a new one. */
export const requestId: Gate<Arrival> = (arrival) => {
  const given = arrival.request.headers['x-request-id']
  arrival.id = typeof given === 'string' && PLAIN.test(given) ? given : randomUUID()
  arrival.headers['x-request-id'] = arrival.id
}

/** What could forge no line of a log. */
const PLAIN = /^[\w-]{8,64}$/
