import { createHash } from 'node:crypto'
import { type ExecutionResult, subscribe } from 'graphql'
import { isObject } from '../../db/writes/reading.ts'
import type { LeasedWebhook } from '../../db/writes/webhook-lease.ts'
import type { Context } from '../../schema/context.ts'
import { schema } from '../../schema/index.ts'
import { AFTER, prepareDocument, RefusedDocument } from './document.ts'
import type { Message } from './signature.ts'

/** A message of a webhook, and the place in the feed that it stands at. */
export interface PlacedMessage extends Message {
  cursor: string
}

/** Nothing can be read for a webhook until somebody changes it. The message may be shown. */
export class Unreadable extends Error {
  override name = 'Unreadable'
}

/**
 * The messages of a webhook in the order of the feed, from where it stands, for as long as they are asked for: what its subscription
 * answers, as its role reads. Throws Unreadable where the schema or the feed knows its document or its place no more.
 */
export async function* readMessages(
  webhook: Pick<LeasedWebhook, 'id' | 'document' | 'variables' | 'role' | 'cursor'>,
  { database, feedHead, signal }: Pick<Context, 'database' | 'feedHead' | 'signal'>,
): AsyncGenerator<PlacedMessage> {
  const { document, key } = prepareOrThrow(webhook.document)
  const stream = await subscribe({
    schema,
    document,
    variableValues: { ...webhook.variables, [AFTER]: webhook.cursor },
    contextValue: {
      database,
      feedHead,
      signal,
      publicRead: false,
      actor: { name: 'webhook', role: webhook.role, keyId: `webhook:${webhook.id}` },
    } satisfies Context,
  })
  if (!(Symbol.asyncIterator in stream)) throw failureOf(stream)
  for await (const result of stream) yield messageOf(webhook.id, key, result)
}

/** By its place: the same at each attempt, by whichever process. */
export const messageId = (webhook: string, cursor: string): string =>
  `msg_${createHash('sha256').update(`${webhook}.${cursor}`).digest('base64url').slice(0, 24)}`

function messageOf(webhook: string, key: string, result: ExecutionResult): PlacedMessage {
  const frame = result.data?.[key]
  const cursor = isObject(frame) ? frame.cursor : undefined
  if (typeof cursor !== 'string') throw failureOf(result)
  return { id: messageId(webhook, cursor), cursor, body: JSON.stringify(result) }
}

/** What is wrong for good, as far as codes tell; a failure that may pass otherwise. */
function failureOf({ errors = [] }: ExecutionResult): Error {
  const [error] = errors
  const code = error?.extensions.code
  if (error && (code === undefined || FOR_GOOD.has(code))) {
    return new Unreadable(code === undefined ? error.message : `${code}: ${error.message}`)
  }
  return new Error('The feed cannot be read', { cause: error })
}

const FOR_GOOD = new Set<unknown>([
  'INVALID_CURSOR',
  'CURSOR_EXPIRED',
  'EPOCH_CHANGED',
  'BAD_USER_INPUT',
  'FORBIDDEN',
])

function prepareOrThrow(document: string) {
  try {
    return prepareDocument(schema, document)
  } catch (error) {
    if (error instanceof RefusedDocument) throw new Unreadable(`Its document is refused: ${error.message}`)
    throw error
  }
}
