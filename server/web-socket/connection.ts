import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { ReadToken } from '../../db/read-token.ts'
import type { Actor } from '../../schema/context.ts'
import type { Arrival } from '../exchange.ts'
import type { KeyWatch } from '../key-watch.ts'
import type { Logger } from '../log.ts'
import { CLOSE, type Closing } from './close-code.ts'
import type { Limits } from './limits.ts'

/** One WebSocket. */
export interface Connection {
  /** Of the request that opened it; its log lines carry it. */
  readonly id: string
  /** Who asks; known for good once the connection is acknowledged. */
  actor: Actor | null
  /** Of the key or token that they came with; null for nobody, and until that is known for good. */
  watch: KeyWatch | null
  /** Where it comes from, as limits tell callers apart. */
  readonly address: Arrival['address']
  /** What the header of the request wanted the database to have seen. */
  readonly readToken: ReadToken | null
  /** Aborts when it is closed, by whomever. */
  readonly closed: AbortSignal
  readonly isOpen: boolean
  /** Whether it takes no more operations, since the process ends. */
  readonly isLeaving: boolean
  /** Sends a message, unless it is closing. */
  send(text: string): void
  /** Writes messages that are bytes of a WebSocket already, unless it is closing. */
  write(bytes: Buffer): void
  /** What to wait for before sending more, while the caller has not taken what was sent. */
  room(): Promise<void> | undefined
  close(closing: Closing): void
  /** Counts an operation until its end is told. An `orderly` one is waited for before the connection is left. */
  begin(orderly: boolean): () => void
  /** How many operations are under way. */
  readonly underWay: number
  /** Takes no more operations, waits for those that are to end in order, and closes. */
  leave(): void
  /** Ends it on the spot. */
  terminate(): void
}

/** Looks after a socket over a stream of bytes: sends no more than is taken, and ends it where nobody is there or nobody reads. */
export function openConnection(
  socket: WebSocket,
  stream: Duplex,
  arrival: Arrival,
  limits: Limits,
  log: Logger,
): Connection {
  const { id, actor, readToken, address } = arrival
  const gone = new AbortController()
  let full: { promise: Promise<void>; resolve: () => void } | undefined
  let [underWay, orderly, isLeaving] = [0, 0, false]

  const close = ({ code, reason }: Closing) => {
    socket.close(code, reason)
    // What waits for a slow reader stands before the close: it is given a while to read both.
    const late = setTimeout(() => socket.terminate(), limits.closeMs).unref()
    socket.once('close', () => clearTimeout(late))
  }
  const leaveWhenIdle = () => {
    if (isLeaving && orderly === 0 && isOpen(socket)) close(CLOSE.LEAVING)
  }
  const onSent = () => {
    if (!full || socket.bufferedAmount > 0) return
    full.resolve()
    full = undefined
    // It has read, and may have answered a ping meanwhile.
    pings.heard()
    socket.resume()
  }
  const waitForRoom = () => {
    full = Promise.withResolvers<void>()
    // Whoever does not read, and goes on asking, is not heard meanwhile.
    socket.pause()
    let left = socket.bufferedAmount
    const waiting = full
    const look = setInterval(() => {
      if (full !== waiting || gone.signal.aborted) return clearInterval(look)
      if (socket.bufferedAmount < left) left = socket.bufferedAmount
      else if (isOpen(socket)) {
        log.warn({ requestId: id, waitingBytes: socket.bufferedAmount }, 'a web socket is not read from')
        close(CLOSE.SLOW_READER)
      }
    }, limits.slowReaderMs).unref()
  }

  const waitWhereFull = () => {
    if (!full && isOpen(socket) && socket.bufferedAmount > limits.bufferedBytes) waitForRoom()
  }

  const pings = openPings(socket, limits.pingMs)
  socket.once('close', () => {
    pings.stop()
    gone.abort()
    full?.resolve()
    full = undefined
  })
  return {
    id,
    actor,
    watch: null,
    address,
    readToken,
    closed: gone.signal,
    get isOpen() {
      return isOpen(socket)
    },
    get isLeaving() {
      return isLeaving
    },
    get underWay() {
      return underWay
    },
    send: (text) => {
      if (isOpen(socket)) socket.send(text, onSent)
      waitWhereFull()
    },
    write: (bytes) => {
      // The library would make a frame of each message again for each socket. It keeps nothing back, so that the order is kept.
      if (isOpen(socket)) stream.write(bytes, onSent)
      waitWhereFull()
    },
    room: () => full?.promise,
    close,
    begin: (isOrderly) => {
      underWay += 1
      if (isOrderly) orderly += 1
      return () => {
        underWay -= 1
        if (isOrderly) orderly -= 1
        // Behind the message that tells its end.
        setImmediate(leaveWhenIdle)
      }
    },
    leave: () => {
      isLeaving = true
      leaveWhenIdle()
    },
    terminate: () => socket.terminate(),
  }
}

const isOpen = (socket: WebSocket): boolean => socket.readyState === socket.OPEN

/** Ends a socket whose peer does not answer. One that is not read from cannot be heard to answer: it has a limit of its own. */
function openPings(socket: WebSocket, intervalMs: number): { heard(): void; stop(): void } {
  let answered = true
  const heard = () => {
    answered = true
  }
  socket.on('pong', heard)
  const ping = () => {
    if (socket.isPaused || !isOpen(socket)) return
    if (!answered) return socket.terminate()
    answered = false
    socket.ping()
  }
  // A process that was held up reads first what came meanwhile.
  const pinging = setInterval(() => setImmediate(ping), intervalMs).unref()
  return { heard, stop: () => clearInterval(pinging) }
}
