import type { ServerResponse } from 'node:http'
import { SlowReaderError } from '../schema/errors.ts'
import type { Frame, Subscription } from '../schema/feed/subscriptions.ts'

/** A reader who has not taken anything for so long is told so, and cut off: it would only fall behind. */
const STALL_MS = 30_000
/** How long the last word may take to be taken. */
const FAREWELL_MS = 5_000

/**
 * Writes the frames of a subscription as server-sent events, `id` being the place that is reached, until either side ends
 * it. The next frames are asked for only when the socket has taken those before: a slow reader falls behind, and nothing
 * piles up for it.
 */
export async function writeEvents(
  response: ServerResponse,
  subscription: Subscription,
  stallMs = STALL_MS,
): Promise<void> {
  for (;;) {
    const frames = await subscription.next()
    if (frames === null) break
    if (response.write(bytesOf(frames)) || (await isDrained(response, stallMs))) continue
    subscription.return()
    const timer = setTimeout(() => response.destroy(), FAREWELL_MS).unref()
    response.once('close', () => clearTimeout(timer))
    response.write(`event: next\ndata: ${SLOW}\n\n`)
    break
  }
  response.end('event: complete\ndata:\n\n')
}

const SLOW = JSON.stringify({ errors: [new SlowReaderError()] })

/** Every subscriber who is sent the same is sent the same bytes. */
const known = new WeakMap<readonly Frame[], Buffer>()

function bytesOf(frames: readonly Frame[]): Buffer {
  let bytes = known.get(frames)
  if (!bytes) {
    bytes = Buffer.from(frames.map(eventOf).join(''))
    known.set(frames, bytes)
  }
  return bytes
}

/** A line break is the end of an event. Within JSON it is but white space. */
const eventOf = ({ text, cursor }: Frame): string =>
  `event: next\nid: ${cursor}\ndata: ${text.replaceAll('\n', ' ')}\n\n`

/** False when nothing was taken in time. A connection that ends counts as drained: there is nothing more to wait for. */
const isDrained = (response: ServerResponse, stallMs: number): Promise<boolean> =>
  new Promise((resolve) => {
    const settle = (drained: boolean) => {
      clearTimeout(timer)
      response.off('drain', onDrained)
      response.off('close', onDrained)
      resolve(drained)
    }
    const onDrained = () => settle(true)
    const timer = setTimeout(() => settle(false), stallMs)
    response.once('drain', onDrained)
    response.once('close', onDrained)
    if (response.closed || !response.writableNeedDrain) onDrained()
  })
