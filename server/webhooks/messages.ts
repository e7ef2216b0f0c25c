import { createHash } from 'node:crypto'
import type { GraphQLError } from 'graphql'
import type { LeasedWebhook } from '../../db/writes/webhook-lease.ts'
import type { Frame, Subscriptions } from '../../schema/feed/subscriptions.ts'
import { schema } from '../../schema/index.ts'
import type { SelectionBounds } from '../../schema/webhook/bounds.ts'
import { RefusedSelection, readSelection } from '../../schema/webhook/selection.ts'
import type { Message } from './signature.ts'

/** Where a webhook comes to in the feed, and what is to be sent before it is there: null where nothing is. */
export interface Step {
  cursor: string
  message: Message | null
}

/** Nothing can be read for a webhook until somebody changes it. The message may be shown. */
export class Unreadable extends Error {
  override name = 'Unreadable'
}

/** Nothing can be read for a webhook now. The message may be shown. */
export class NotReadableNow extends Error {
  override name = 'NotReadableNow'
}

/**
 * What a webhook is to be sent, in the order of the feed, from where it stands, until the signal aborts: the frames that any
 * subscriber in its role is sent. Throws Unreadable where the schema or the feed knows its selection or its place no more,
 * and NotReadableNow for what may pass.
 */
export async function* readSteps(
  webhook: Pick<LeasedWebhook, 'id' | 'selection' | 'variables' | 'role' | 'cursor'>,
  reading: { subscriptions: Subscriptions; bounds: SelectionBounds; signal: AbortSignal },
): AsyncGenerator<Step> {
  const { signal } = reading
  const subscription = await begin(webhook, reading)
  if (!('next' in subscription)) {
    if (isGoingAway(subscription.errors)) return
    throw failureOf(subscription.errors)
  }
  const leave = () => subscription.return()
  signal.addEventListener('abort', leave)
  try {
    if (signal.aborted) return
    let reached = webhook.cursor
    for (;;) {
      const frames = await subscription.next()
      if (frames === null) return
      for (const frame of frames) {
        if (isGoingAway(frame.errors)) return
        if (frame.errors) throw failureOf(frame.errors)
        // Word that nothing has come moves no place.
        if (frame.isProgress && frame.cursor === reached) continue
        reached = frame.cursor
        yield { cursor: reached, message: frame.isProgress ? null : messageOf(webhook.id, frame) }
      }
    }
  } finally {
    signal.removeEventListener('abort', leave)
    leave()
  }
}

/** A defect may pass too, with the next release of the service. */
async function begin(...[webhook, { subscriptions, bounds }]: Parameters<typeof readSteps>) {
  try {
    return await subscriptions.subscribe({
      operation: readOrThrow(webhook, bounds),
      actor: { name: 'webhook', role: webhook.role, keyId: `webhook:${webhook.id}` },
      publicRead: false,
      after: webhook.cursor,
    })
  } catch (error) {
    throw error instanceof Unreadable ? error : new NotReadableNow('It cannot be read', { cause: error })
  }
}

/** This process ends: another one goes on. */
const isGoingAway = (errors: readonly GraphQLError[] = []): boolean =>
  errors[0]?.extensions.code === 'GOING_AWAY'

/** The id is by its place: the same at each attempt, by whichever process. */
const messageOf = (webhook: string, { cursor, text }: Frame): Message => ({
  id: `msg_${createHash('sha256').update(`${webhook}.${cursor}`).digest('base64url').slice(0, 24)}`,
  body: text,
})

/** What is wrong for good, as far as codes tell; a failure that may pass otherwise. */
function failureOf(errors: readonly GraphQLError[] = []): Error {
  const [error] = errors
  const code = error?.extensions.code
  if (error && FOR_GOOD.has(code)) return new Unreadable(`${code}: ${error.message}`)
  return new NotReadableNow(`It cannot be read: ${code}`)
}

const FOR_GOOD = new Set<unknown>([
  'INVALID_CURSOR',
  'CURSOR_EXPIRED',
  'EPOCH_CHANGED',
  'BAD_USER_INPUT',
  'FORBIDDEN',
])

function readOrThrow(
  { selection, variables }: Pick<LeasedWebhook, 'selection' | 'variables'>,
  bounds: SelectionBounds,
) {
  try {
    return readSelection(schema, selection, variables, bounds)
  } catch (error) {
    if (error instanceof RefusedSelection)
      throw new Unreadable(`Its ${error.given} is refused: ${error.message}`)
    throw error
  }
}
