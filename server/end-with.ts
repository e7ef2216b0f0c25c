import type { GraphQLError } from 'graphql'
import type { Exchange } from './exchange.ts'
import { httpOf } from './refusal.ts'

/** Ends a request that nothing else is to see, with its error; the status and headers are what `extensions.http` says. */
export function endWith({ asked, response, headers }: Exchange, error: GraphQLError): void {
  const { http, ...extensions } = error.extensions
  const { status, headers: also = {} } = httpOf(error) ?? { status: 400 }
  asked.errors = [String(extensions.code)]
  const body = JSON.stringify({ errors: [{ message: error.message, extensions }] })
  response.writeHead(status, {
    ...headers,
    ...also,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}
