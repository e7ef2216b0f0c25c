import { GraphQLError } from 'graphql'
import type { Arrival, Gate } from '../exchange.ts'

/** Refuses a WebSocket that a page of an origin opens which may not ask: a browser asks nobody beforehand. */
export const knownOrigin =
  (origins: readonly string[] | null): Gate<Arrival> =>
  (arrival) => {
    const { origin, host } = arrival.request.headers
    if (origin === undefined || origins === null || origins.includes(origin)) return
    if (URL.parse(origin)?.host === host) return
    arrival.refusal ??= new GraphQLError('Pages of this origin may not ask here', {
      extensions: { code: 'FORBIDDEN' },
    })
  }
