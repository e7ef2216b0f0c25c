import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { GraphQLError } from 'graphql'
import { readBody } from '../body.ts'
import { endWith } from '../end-with.ts'
import type { Exchange, Gate } from '../exchange.ts'
import { LimitError } from '../limits/limit-error.ts'
import type { Limits } from '../limits/limits.ts'
import { refuseMediaType } from './media-type.ts'

/**
 * Reads the body of a POST to GraphQL, so that every way finds it in `request.body`: no longer than is allowed, of a kind that
 * no page can send unasked, and UTF-8. Yoga would take more, of any kind, and read U+FFFD for bytes that are no text.
 */
export const body =
  (path: string, limits: Pick<Limits, 'body' | 'bulkBody'>): Gate =>
  (exchange) =>
    exchange.request.method === 'POST' && exchange.path === path ? take(exchange, limits) : undefined

async function take(exchange: Exchange, limits: Pick<Limits, 'body' | 'bulkBody'>): Promise<void> {
  const { request, actor } = exchange
  const refusal = refuseMediaType(request.headers)
  if (refusal) return endWith(exchange, refusal)
  // Who may write may send many records at once.
  const name = actor && actor.role !== 'READER' ? 'bulkBody' : 'body'
  const bytes = lengthOf(request) > limits[name] ? 'TOO_LONG' : await readBody(request, limits[name])
  // Nobody is there any more.
  if (bytes === null) return void exchange.response.destroy()
  if (bytes === 'TOO_LONG') return endWith(exchange, new LimitError(name, limits[name], { status: 413 }))
  if (bytes.length === 0) return endWith(exchange, new GraphQLError(EMPTY, BAD_REQUEST))
  if (!isUtf8(bytes)) return endWith(exchange, new GraphQLError(NO_TEXT, BAD_REQUEST))
  Object.assign(request, { body: bytes })
}

const lengthOf = ({ headers }: IncomingMessage): number => Number(headers['content-length'] ?? 0)

const EMPTY = 'The request has no body'
const NO_TEXT = 'The body of the request is not UTF-8'
const BAD_REQUEST = { extensions: { code: 'BAD_REQUEST' } }
