import type { Reader, Talk } from './subscriber.ts'
import { PATH, SUBSCRIPTION } from './way.ts'

const HELLO = `GET ${PATH} HTTP/1.1\r
host: bench\r
connection: Upgrade\r
upgrade: websocket\r
sec-websocket-version: 13\r
sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r
sec-websocket-protocol: graphql-transport-ws\r
\r
`
const HEAD_END = Buffer.from('\r\n\r\n')
const [TEXT, PING, PONG] = [1, 9, 10]
const LONG = 126
const LONGEST = 127
/** An entry is longer than word of progress by more than this. */
const SLACK_BYTES = 24

/** Reads the frames of a WebSocket just enough to count them, says what the protocol has it say, and answers pings. */
export function createMessageReader({ say, begun }: Talk): Reader {
  let isHead = true
  let rest = Buffer.alloc(0)
  let skip = 0
  let messages = 0
  let progressBytes = 0
  const heard = (opcode: number, length: number): number => {
    if (opcode === PING) say(PONG_FRAME)
    if (opcode !== TEXT) return 0
    messages++
    if (messages === 1) say(SUBSCRIBE)
    if (messages === 2) {
      progressBytes = length
      begun()
    }
    return messages > 2 && length > progressBytes + SLACK_BYTES ? 1 : 0
  }
  const read = (bytes: Buffer): number => {
    let entries = 0
    let from = skip
    while (from < bytes.length) {
      const length = bytes.length - from < 2 ? null : lengthAt(bytes, from)
      if (length === null) break
      entries += heard((bytes[from] ?? 0) & 15, length.payload)
      from += length.head + length.payload
    }
    skip = Math.max(from - bytes.length, 0)
    rest = from < bytes.length ? Buffer.from(bytes.subarray(from)) : NOTHING
    return entries
  }
  return {
    hello: HELLO,
    read: (bytes) => {
      if (rest.length > 0) return read(Buffer.concat([rest, bytes]))
      if (!isHead) return read(bytes)
      const end = bytes.indexOf(HEAD_END)
      if (end < 0) return 0
      isHead = false
      say(INIT)
      return read(bytes.subarray(end + HEAD_END.length))
    },
  }
}

const NOTHING = Buffer.alloc(0)

/** Null where the head of the frame is not there yet. */
function lengthAt(bytes: Buffer, at: number): { head: number; payload: number } | null {
  const short = (bytes[at + 1] ?? 0) & 127
  const head = short === LONG ? 4 : short === LONGEST ? 10 : 2
  if (bytes.length - at < head) return null
  const payload = head === 2 ? short : head === 4 ? bytes.readUInt16BE(at + 2) : bytes.readUInt32BE(at + 6)
  return { head, payload }
}

/** A client's frame, masked with zeroes: the bytes stay what they are. */
function frameOf(opcode: number, text: string): Buffer {
  const payload = Buffer.from(text)
  const head = Buffer.from([128 | opcode, 128 | (payload.length < LONG ? payload.length : LONG)])
  const long = Buffer.alloc(payload.length < LONG ? 0 : 2)
  if (long.length > 0) long.writeUInt16BE(payload.length)
  return Buffer.concat([head, long, Buffer.alloc(4), payload])
}

const INIT = frameOf(TEXT, '{"type":"connection_init"}')
const SUBSCRIBE = frameOf(
  TEXT,
  JSON.stringify({ id: '1', type: 'subscribe', payload: { query: SUBSCRIPTION } }),
)
const PONG_FRAME = frameOf(PONG, '')
