import { type DatelineError, failureOf, NetworkError, requestError } from './errors.ts'
import type { StreamTransport } from './options.ts'
import { type Answer, dataOf, parseJson } from './response.ts'
import { SILENCE } from './watch.ts'
import { openQueue, type Queue } from './websocket/queue.ts'

/** What a WebSocket may differ in. */
export interface WebSocketOptions {
  /** Used in place of the platform's own, which Node has from 22 on: that of the package `ws` fits. */
  WebSocket?: (new (url: string, protocol: string) => Socket) | undefined
}

/** What is needed of a WebSocket. */
export interface Socket {
  addEventListener(type: 'open', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(
    type: 'close',
    listener: (event: { readonly code: number; readonly reason: string }) => void,
  ): void
  // Without a listener an error of a socket of Node would end the process; what follows it is a close.
  addEventListener(type: 'error', listener: () => void): void
  send(data: string): void
  close(code: number): void
}

/**
 * Carries subscriptions over a WebSocket, by the protocol `graphql-transport-ws`: all of a client over one, which is closed with the
 * last of them. To be given to a client as `streams`.
 *
 * A WebSocket cannot be told to wait: what comes while nobody reads is kept in memory. Server-sent events, which a client
 * uses without this, can.
 */
export function webSocketStreams(
  url: string | URL,
  { WebSocket = globalThis.WebSocket }: WebSocketOptions = {},
): StreamTransport {
  // Told at once: as a connection that fails it would be tried without end.
  if (!WebSocket)
    throw new TypeError('The platform has no WebSocket: give one, such as that of the package ws')
  const address = new URL(url, globalThis.location?.href)
  address.protocol = address.protocol.replace('http', 'ws')
  const connections = new Map<string | undefined, Connection>()
  return async function* <Result>({ query, variables, apiKey, signal }: Parameters<StreamTransport>[0]) {
    const known = connections.get(apiKey)
    const forget = () => connections.get(apiKey) === connection && connections.delete(apiKey)
    const connection = known?.isOpen()
      ? known
      : openConnection(new WebSocket(address.href, PROTOCOL), apiKey, forget)
    connections.set(apiKey, connection)
    yield* connection.subscribe<Result>({ query, variables: variables ?? {} }, signal)
  }
}

interface Connection {
  /** Whether more can be asked over it. */
  isOpen(): boolean
  subscribe<Result>(payload: object, signal: AbortSignal | undefined): AsyncGenerator<Result, void, undefined>
}

const PROTOCOL = 'graphql-transport-ws'

/** `onOver` is called once nothing more can be asked over it. */
function openConnection(socket: Socket, apiKey: string | undefined, onOver: () => void): Connection {
  const operations = new Map<string, Queue<Answer<unknown>>>()
  const lengths = new Map<Queue<Answer<unknown>>, number>()
  const waiting: object[] = []
  let isAcknowledged = false
  let isOver = false
  let ids = 0
  const finish = () => {
    isOver = true
    onOver()
  }
  const send = (message: object) => {
    if (isAcknowledged) socket.send(JSON.stringify(message))
    else waiting.push(message)
  }
  socket.addEventListener('error', () => {})
  socket.addEventListener('open', () => {
    const payload = apiKey ? { authorization: `Bearer ${apiKey}` } : {}
    socket.send(JSON.stringify({ type: 'connection_init', payload }))
  })
  socket.addEventListener('message', ({ data }) => {
    const { id, type, payload } = parseJson(String(data)) ?? {}
    if (type === 'ping') socket.send('{"type":"pong"}')
    if (type === 'connection_ack') {
      isAcknowledged = true
      for (const message of waiting.splice(0)) send(message)
    }
    const operation = operations.get(id)
    if (type === 'next') operation?.push(payload)
    if (type === 'error') operation?.push({ errors: payload })
    if (type === 'complete') operation?.end()
  })
  socket.addEventListener('close', ({ code, reason }) => {
    finish()
    // Of what was too long, the longest must not come again: the others would be closed with it each time.
    if (code === TOO_LONG) [...lengths].sort(([, a], [, b]) => b - a)[0]?.[0].end(tooLong())
    for (const operation of operations.values()) operation.end(closedBy(code, reason))
  })
  return {
    isOpen: () => !isOver,
    subscribe: async function* <Result>(payload: object, signal: AbortSignal | undefined) {
      const id = `${++ids}`
      const operation = openQueue<Answer<Result>>()
      const leave = () => operation.end()
      signal?.addEventListener('abort', leave)
      if (signal?.aborted) leave()
      operations.set(id, operation)
      lengths.set(operation, JSON.stringify(payload).length)
      send({ id, type: 'subscribe', payload })
      try {
        for await (const answer of operation) {
          const data = dataOf(answer)
          if (data !== undefined) yield data
        }
        if (signal?.aborted) throw failureOf(signal.reason, signal)
      } finally {
        signal?.removeEventListener('abort', leave)
        operations.delete(id)
        lengths.delete(operation)
        // Whoever comes back from a silence must not come back to it, though others wait there still.
        if (signal?.reason === SILENCE || operations.size === 0) finish()
        if (operations.size > 0) send({ id, type: 'complete' })
        else socket.close(1000)
      }
    },
  }
}

const UNAUTHORIZED = [4401, 4403]
const TOO_LONG = 1009

const tooLong = () =>
  requestError([
    {
      message: 'The subscription is longer than the service takes',
      extensions: { code: 'PAYLOAD_TOO_LARGE' },
    },
  ])

/** What the end of a connection is to those who were on it. Whatever is not about the key may pass. */
const closedBy = (code: number, reason: string): DatelineError =>
  UNAUTHORIZED.includes(code)
    ? requestError([{ message: reason, extensions: { code: 'UNAUTHENTICATED' } }])
    : new NetworkError(new Error(`The WebSocket was closed with ${code}${reason && `: ${reason}`}`))
