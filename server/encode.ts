const encoder = new TextEncoder()

/** A UTF-16 unit is three bytes at most. */
const MAX_BYTES_A_UNIT = 3
const MAX_ROOM_BYTES = 4_000_000

/** Where texts are written before their length is known. */
let room = new Uint8Array(0)

/**
 * The UTF-8 of texts, one behind the other, in memory of its own: a small Buffer is a part of a larger one, which is kept as long as any
 * of its parts is. To join long texts first would take longer than all of this.
 */
export function encode(...texts: readonly string[]): Buffer {
  const most = MAX_BYTES_A_UNIT * texts.reduce((sum, { length }) => sum + length, 0)
  if (most > MAX_ROOM_BYTES) return Buffer.from(texts.join(''))
  if (most > room.length) room = new Uint8Array(most)
  let length = 0
  for (const text of texts) length += encoder.encodeInto(text, room.subarray(length)).written
  const bytes = Buffer.allocUnsafeSlow(length)
  bytes.set(room.subarray(0, length))
  return bytes
}
