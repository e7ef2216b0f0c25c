import { WebSocket } from 'ws'

/** A message of the server. Typed as JSON.parse types it: a test asserts what it holds. */
type Message = ReturnType<typeof JSON.parse>

interface OpenOptions {
  protocol?: string | string[]
  headers?: Record<string, string>
}

/** A WebSocket of a client that knows no protocol: it sends what a test says, and hears one message at a time. */
export interface TestSocket {
  socket: WebSocket
  /** Sends an object as JSON, or a text as it is. */
  send(message: object | string): void
  /** The next message; undefined once it is closed. Fails after a wait that no healthy server needs. */
  next(): Promise<Message | undefined>
  /** How the server closed it. Fails as `next` does. */
  closed: () => Promise<{ code: number; reason: string }>
  /** What came and was not asked for by `next` yet. */
  waiting: readonly Message[]
}

/** Opens a WebSocket at the address of a service. Rejects where the service answers by HTTP. */
export async function openSocket(
  url: string,
  { protocol = 'graphql-transport-ws', headers = {} }: OpenOptions = {},
): Promise<TestSocket> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), protocol, { headers })
  const waiting: Message[] = []
  let wake = () => {}
  let closing: { code: number; reason: string } | undefined
  socket.on('message', (data) => {
    waiting.push(JSON.parse(String(data)))
    wake()
  })
  socket.on('close', (code, reason) => {
    closing = { code, reason: String(reason) }
    wake()
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  socket.on('error', () => {})
  const something = async (what: string, isSo: () => boolean) => {
    const late = AbortSignal.timeout(LONGEST_WAIT_MS)
    late.addEventListener('abort', () => wake())
    while (!isSo()) {
      if (late.aborted) throw new Error(`It never came: ${what}`)
      await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  return {
    socket,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next: async () => {
      await something('a message', () => waiting.length > 0 || closing !== undefined)
      return waiting.shift()
    },
    closed: async () => {
      await something('a close', () => closing !== undefined)
      return closing ?? { code: 0, reason: '' }
    },
    waiting,
  }
}

const LONGEST_WAIT_MS = 6_000

/** A WebSocket that the service has acknowledged. */
export async function connect(
  url: string,
  { payload, ...options }: OpenOptions & { payload?: object } = {},
): Promise<TestSocket> {
  const opened = await openSocket(url, options)
  opened.send({ type: 'connection_init', ...(payload && { payload }) })
  const acknowledged = await opened.next()
  if (acknowledged?.type !== 'connection_ack')
    throw new Error(`Not acknowledged: ${JSON.stringify(acknowledged)}`)
  return opened
}

/** What `follow` subscribes to. */
export const ENTRIES =
  'subscription Follow($after: Cursor) { entries(after: $after) { cursor entry { node { ... on Outlet { slug } } } } }'

/** Subscribes to all entries, and returns once what happens from now on will be sent: with the cursor of now. */
export async function follow(caller: TestSocket, id: string): Promise<string> {
  caller.send(subscribe(id, ENTRIES))
  const first = await caller.next()
  if (first?.id !== id) throw new Error(`No first frame: ${JSON.stringify(first)}`)
  return cursorOf(first)
}

/** Of a frame of `entries`. */
export const cursorOf = (message: Message): string => message.payload.data.entries.cursor

/** The `subscribe` message of an operation. */
export const subscribe = (id: string, query: string, variables?: object, more: object = {}) => ({
  id,
  type: 'subscribe',
  payload: { query, ...(variables && { variables }), ...more },
})

/** Takes everything that the service sends until it has answered a ping. */
export async function settle(caller: TestSocket): Promise<object[]> {
  const taken: object[] = []
  caller.send({ type: 'ping', payload: { settle: true } })
  for (;;) {
    const message = await caller.next()
    if (message?.type === 'pong') return taken
    taken.push(message)
  }
}
