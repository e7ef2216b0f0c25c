import { GraphQLError } from 'graphql'
import { endWith } from '../end-with.ts'
import type { Gate } from '../exchange.ts'

/** Ends a request for what is no address: `*`, or a name alone. */
export const target: Gate = (exchange) => {
  if (exchange.path === '') endWith(exchange, NO_ADDRESS)
}

const NO_ADDRESS = new GraphQLError('What is asked for is no address', {
  extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
})
