import { GraphQLError } from 'graphql'
import type { Arrival, Gate } from '../exchange.ts'

/**
 * Refuses a key in the header of a WebSocket that a page of another origin opens: no script can put it there, so the browser
 * did, of its own accord. Without credentials pages of any origin may connect, as they may ask.
 */
export const ownAccord: Gate<Arrival> = (arrival) => {
  const { origin, host, authorization } = arrival.request.headers
  if (origin === undefined || authorization === undefined || URL.parse(origin)?.host === host) return
  arrival.refusal ??= new GraphQLError(MESSAGE, { extensions: { code: 'FORBIDDEN' } })
}

const MESSAGE =
  'Of a page of another origin the Authorization header is not taken: send the key in connection_init'
