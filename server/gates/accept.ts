import { GraphQLError } from 'graphql'
import { endWith } from '../end-with.ts'
import type { Gate } from '../exchange.ts'
import { mediaTypeFor } from '../media-type.ts'

/** Ends a request of GraphQL for an answer of a kind that there is none of: Yoga would say nothing but a status. */
export const accept =
  (path: string): Gate =>
  (exchange) => {
    const { accept } = exchange.request.headers
    if (exchange.path !== path || mediaTypeFor(accept) !== null || OTHERS.test(accept ?? '')) return
    endWith(exchange, new GraphQLError(NO_SUCH, NOT_ACCEPTABLE))
  }

const OTHERS = /text\/(event-stream|html|\*)/i
const KINDS = 'application/graphql-response+json, application/json, text/event-stream'
const NO_SUCH = `Accept is to have one of ${KINDS}`
const NOT_ACCEPTABLE = {
  extensions: {
    code: 'NOT_ACCEPTABLE',
    argument: 'Accept',
    http: { status: 406, headers: { accept: KINDS } },
  },
}
