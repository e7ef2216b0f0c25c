import { encode } from '../encode.ts'
import { createSharedBytes } from '../shared-bytes.ts'
import type { Result } from './results.ts'

/** A write has so many bytes at most, but for a message that is longer by itself. */
const WRITE_BYTES = 65_536

/** What each message begins with that tells a result of the operation of an id. */
export const headOf = (id: string): Buffer => encode(`{"id":${JSON.stringify(id)},"type":"next","payload":`)

/** Results that go in one write. Where they go to many they are encoded once. */
export interface Stretch {
  /** What follows the head of each message. */
  readonly tails: readonly Buffer[]
  /** The messages of whoever was written them last: most clients number their operations alike. */
  last: { head: Buffer; bytes: Buffer } | null
}

/** Of the tails, and of messages made of them. */
const sizeOf = (made: readonly Stretch[]): number =>
  2 * made.flatMap(({ tails }) => tails).reduce((sum, { length }) => sum + length, 0)

const stretches = createSharedBytes(split, sizeOf)

/** The same results make the same stretches. */
export const stretchesOf = (results: readonly Result[]): readonly Stretch[] => stretches.of(results)

function split(results: readonly Result[]): readonly Stretch[] {
  const made: { tails: Buffer[]; last: null }[] = []
  let left = 0
  for (const { text } of results) {
    const tail = encode(text, '}')
    left -= tail.length
    if (left < 0) {
      made.push({ tails: [], last: null })
      left = WRITE_BYTES - tail.length
    }
    made.at(-1)?.tails.push(tail)
  }
  return made
}

/** The messages of a stretch as bytes of a WebSocket: the very same for whoever has the same id. */
export function bytesOf(head: Buffer, stretch: Stretch): Buffer {
  if (!stretch.last?.head.equals(head)) stretch.last = { head, bytes: frame(head, stretch.tails) }
  return stretch.last.bytes
}

function frame(head: Buffer, tails: readonly Buffer[]): Buffer {
  const length = tails.reduce((sum, tail) => sum + MOST_FRAMING_BYTES + head.length + tail.length, 0)
  const bytes = Buffer.allocUnsafeSlow(length)
  let at = 0
  for (const tail of tails) {
    at = writeFraming(bytes, at, head.length + tail.length)
    bytes.set(head, at)
    bytes.set(tail, at + head.length)
    at += head.length + tail.length
  }
  return bytes.subarray(0, at)
}

/** What stands before a message that is whole, text and not masked, as RFC 6455 (5.2) has a server's. Returns where that ends. */
function writeFraming(bytes: Buffer, at: number, length: number): number {
  bytes[at] = WHOLE_TEXT
  if (length < LENGTH_IN_2_BYTES) return bytes.writeUInt8(length, at + 1)
  if (length < 2 ** 16) {
    bytes[at + 1] = LENGTH_IN_2_BYTES
    return bytes.writeUInt16BE(length, at + 2)
  }
  bytes[at + 1] = LENGTH_IN_8_BYTES
  return bytes.writeBigUInt64BE(BigInt(length), at + 2)
}

const MOST_FRAMING_BYTES = 10
const WHOLE_TEXT = 0x81
const LENGTH_IN_2_BYTES = 126
const LENGTH_IN_8_BYTES = 127
