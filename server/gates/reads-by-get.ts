import { GraphQLError } from 'graphql'
import { endWith } from '../end-with.ts'
import type { Gate } from '../exchange.ts'

/** Ends a query that comes by GET, where the settings say so. Streams and pages are read by GET in any case. */
export const readsByGet =
  (path: string, areOn: boolean): Gate =>
  (exchange) => {
    const { method, headers } = exchange.request
    if (areOn || method !== 'GET' || exchange.path !== path || OTHERS.test(headers.accept ?? '')) return
    endWith(exchange, new GraphQLError(NO_GET, NOT_ALLOWED))
  }

const OTHERS = /text\/(event-stream|html)/i
const NO_GET = 'Queries are sent by POST'
const NOT_ALLOWED = {
  extensions: { code: 'METHOD_NOT_ALLOWED', http: { status: 405, headers: { allow: 'POST' } } },
}
