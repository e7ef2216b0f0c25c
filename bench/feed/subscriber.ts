import { connect } from 'node:net'
import { createEventReader } from './event-reader.ts'
import { createMessageReader } from './message-reader.ts'
import type { Way } from './way.ts'

/** One who is sent entries, by a bare socket: what it costs to read them should be next to nothing. */
export interface Subscriber {
  /** All that came, of one who keeps it; null of others. */
  kept(): string | null
  close(): void
}

/** What one says and hears. */
export interface Reader {
  /** What is said first. */
  hello: string
  /** Tells of bytes that came how many entries end in them, word of progress not counted. */
  read: (bytes: Buffer) => number
}

export interface Talk {
  say: (bytes: Buffer) => void
  /** Called at the first word of progress: the place is taken. */
  begun: () => void
}

const READERS = { sse: createEventReader, websocket: createMessageReader }

/** All sockets are read into the same memory, one after the other. */
const buffer = Buffer.alloc(65_536)

/** Subscribes, and resolves when that has begun. */
export const openSubscriber = (
  way: Way,
  origin: string,
  { isKept, onEntries }: { isKept: boolean; onEntries: (entries: number) => void },
): Promise<Subscriber> =>
  new Promise((resolve, reject) => {
    const kept: Buffer[] | null = isKept ? [] : null
    const { hostname, port } = new URL(origin)
    const callback = (length: number) => {
      const bytes = buffer.subarray(0, length)
      kept?.push(Buffer.from(bytes))
      const entries = reader.read(bytes)
      if (entries > 0) onEntries(entries)
      return true
    }
    const socket = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      onread: { buffer, callback },
    })
    const begun = () =>
      resolve({
        kept: () => kept && Buffer.concat(kept).toString('latin1'),
        close: () => socket.destroy(),
      })
    const reader: Reader = READERS[way]({ say: (bytes) => socket.write(bytes), begun })
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('The server closed a subscription')))
    socket.write(reader.hello)
  })
