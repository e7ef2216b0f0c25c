import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { GraphQLError } from 'graphql'
import type { Replica } from '../db/replica.ts'
import { isObject } from '../db/writes/reading.ts'
import { answerText } from '../schema/answer.ts'
import type { Context } from '../schema/context.ts'
import { schema } from '../schema/index.ts'
import type { Operation } from '../schema/sql/index.ts'
import { readVariables } from '../schema/variables.ts'
import { readBody } from './body.ts'
import type { Documents } from './documents.ts'
import { type Exchange, noteOperation } from './exchange.ts'
import { mediaTypeFor } from './media-type.ts'

/** A request longer than this goes the long way: there is little to win. */
const MAX_BODY_BYTES = 1_000_000

/** A longer answer is encoded once, and not again to be measured; a short one goes out with its head in one piece. */
const LONG_CHARACTERS = 4_096

/** Answers a request where it can; false where the long way must, which finds the body in `request.body`. */
export type ShortWay = (exchange: Exchange) => Promise<boolean>

/**
 * The short way through the server, for what is asked most: a query that is sent as a POST of plain JSON, and whose answer
 * PostgreSQL writes. Whatever is unusual, wrong or fails goes the long way, which has the words for it. Both ways lie behind
 * the same gates, and share documents, plans and rules of access.
 */
export const createShortWay =
  (path: string, documents: Documents, { database, replica, publicRead }: Reading): ShortWay =>
  async (exchange) => {
    const { request, response } = exchange
    const mediaType = mediaTypeFor(request.headers.accept)
    if (mediaType === null || exchange.refusal || exchange.path !== path || !isPlainPost(request))
      return false
    const body = await readBody(request)
    // Nobody is there any more; the long way would wait for the rest.
    if (body === null) return true
    Object.assign(request, { body })
    const operation = readOperation(body, documents)
    const reader = replica?.readerFor(exchange.readToken) ?? database
    const answer =
      operation && (await answerText(operation, { database: reader, publicRead, actor: exchange.actor }))
    if (!answer) return false
    if ('failures' in answer) {
      exchange.failures = answer.failures
      return false
    }
    const text = `{"data":${answer.text}}`
    noteOperation(exchange, operation.operation)
    const sent = text.length > LONG_CHARACTERS ? Buffer.from(text) : text
    response.writeHead(200, {
      ...exchange.headers,
      'content-type': mediaType,
      'content-length': Buffer.byteLength(sent),
    })
    response.end(sent)
    return true
  }

interface Reading extends Pick<Context, 'database' | 'publicRead'> {
  replica: Replica | null
}

function isPlainPost({ method, url = '', headers }: IncomingMessage): boolean {
  const length = Number(headers['content-length'])
  return (
    method === 'POST' &&
    !url.includes('?') &&
    headers['content-encoding'] === undefined &&
    length > 0 &&
    length <= MAX_BODY_BYTES &&
    PLAIN_JSON.test(headers['content-type'] ?? '')
  )
}

const PLAIN_JSON = /^application\/json(?:; ?charset=utf-8)?$/i

/** The operation that a body asks for, with its variables; null where anything about it is not as it should be. */
function readOperation(body: Buffer, documents: Documents): Operation | null {
  const params = isUtf8(body) ? parseJson(body.toString()) : null
  if (!isObject(params) || !Object.keys(params).every((name) => PARAMETERS.has(name))) return null
  const { query, operationName: name, variables: given, extensions } = params
  if (typeof query !== 'string' || !isAbsentOr(isObject, given) || !isAbsentOr(isObject, extensions))
    return null
  try {
    const { errors, operations, fragments } = documents.find(query)
    const named = operations.filter((operation) => name == null || operation.name?.value === name)
    const [operation] = named
    if (errors.length > 0 || !operation || named.length > 1) return null
    const variables = readVariables(schema, operation, given ?? {})
    return variables && { schema, operation, fragments, variables }
  } catch (error) {
    if (error instanceof GraphQLError) return null
    throw error
  }
}

const PARAMETERS = new Set(['query', 'variables', 'operationName', 'extensions'])

const isAbsentOr = <T>(is: (value: unknown) => value is T, value: unknown): value is T | null | undefined =>
  value === undefined || value === null || is(value)

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
