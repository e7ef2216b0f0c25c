import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { SlowReaderError } from '../schema/errors.ts'
import type { Frame, Subscription } from '../schema/feed/subscriptions.ts'
import { encode } from './encode.ts'
import { createSharedBytes } from './shared-bytes.ts'

/** A reader who has not taken anything for so long is told so, and cut off: it would only fall behind. */
const STALL_MS = 30_000
/** Nor may the last word wait for so long: end-unread.ts. */
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
  farewellMs = FAREWELL_MS,
): Promise<void> {
  response.flushHeaders()
  // Until it ends, whoever takes nothing is told so first.
  response.setTimeout(0)
  for (;;) {
    const frames = await subscription.next()
    if (frames === null) break
    const { bytes, framed } = chunks.of(frames)
    const socket = plainSocket(response)
    const isTaken = socket ? socket.write(framed) : response.write(bytes)
    if (isTaken || (await isDrained(response, socket ?? response, stallMs))) continue
    subscription.return()
    response.write(`event: next\ndata: ${SLOW}\n\n`)
    break
  }
  response.setTimeout(farewellMs)
  response.end('event: complete\ndata:\n\n')
}

const SLOW = JSON.stringify({ errors: [new SlowReaderError()] })

/** Bytes of events, as the body of an answer in chunks has them. */
interface Chunk {
  readonly bytes: Buffer
  /** With what HTTP puts around it. */
  readonly framed: Buffer
}

/** Every subscriber who is sent the same is sent the same bytes. */
const chunks = createSharedBytes(
  (frames: readonly Frame[]): Chunk => {
    const text = frames.map(eventOf).join('')
    const size = Buffer.byteLength(text)
    const head = `${size.toString(16)}\r\n`
    const framed = encode(head, text, '\r\n')
    return { framed, bytes: framed.subarray(head.length, head.length + size) }
  },
  ({ framed }) => framed.length,
)

/**
 * The socket of a response, for chunks that are framed: the response would make four writes of each, for every subscriber
 * anew. Null where others are answered on it first, and where a client of HTTP/1.0 knows no chunks.
 */
const plainSocket = (response: ServerResponse): Socket | null =>
  response.chunkedEncoding && response.writableLength === 0 ? response.socket : null

/** A line break is the end of an event. Within JSON it is but white space. */
const eventOf = ({ text, cursor }: Frame): string =>
  `event: next\nid: ${cursor}\ndata: ${text.replaceAll('\n', ' ')}\n\n`

/** False when nothing was taken in time. A connection that ends counts as drained: there is nothing more to wait for. */
const isDrained = (
  response: ServerResponse,
  written: Socket | ServerResponse,
  stallMs: number,
): Promise<boolean> =>
  new Promise((resolve) => {
    const settle = (drained: boolean) => {
      clearTimeout(timer)
      written.off('drain', onDrained)
      response.off('close', onDrained)
      resolve(drained)
    }
    const onDrained = () => settle(true)
    const timer = setTimeout(() => settle(false), stallMs)
    written.once('drain', onDrained)
    response.once('close', onDrained)
    if (response.closed || !written.writableNeedDrain) onDrained()
  })
