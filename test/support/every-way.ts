import { openEvents } from './stream.ts'
import { connect, subscribe } from './web-socket.ts'

/** The ways by which an operation can come: of POST the short one and the long one, server-sent events, and a WebSocket. */
export const WAYS = ['short', 'long', 'stream', 'socket'] as const
type Way = (typeof WAYS)[number]

interface Asked {
  query: string
  variables?: Record<string, unknown> | undefined
  extensions?: object
  headers?: Record<string, string>
}

/** An answer, or the first of a subscription. Typed as JSON.parse types it: a test asserts what it holds. */
interface Answer {
  /** Null of a WebSocket. */
  status: number | null
  body: ReturnType<typeof JSON.parse>
}

/** Asks by one way. What a WebSocket is refused with is told as over HTTP, `{ errors }`. */
export function askBy(way: Way, url: string, asked: Asked): Promise<Answer> {
  if (way === 'socket') return askSocket(url, asked)
  if (way === 'stream') return askStream(url, asked)
  return askPost(way === 'long' ? `${url}?` : url, asked)
}

/** What each way answers with, in the order of WAYS. */
export const askEveryWay = (url: string, asked: Asked): Promise<Answer[]> =>
  Promise.all(WAYS.map((way) => askBy(way, url, asked)))

async function askPost(url: string, { headers, ...params }: Asked): Promise<Answer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(params),
  })
  return { status: answer.status, body: JSON.parse(await answer.text()) }
}

async function askStream(url: string, { headers, ...params }: Asked): Promise<Answer> {
  const stream = await openEvents(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify(params),
  })
  const first = await stream.next()
  stream.close()
  // What a gate refuses is answered as any request is.
  return { status: stream.status, body: first ? first.data : JSON.parse(stream.text()) }
}

async function askSocket(url: string, { headers = {}, ...params }: Asked): Promise<Answer> {
  const caller = await connect(url, { headers })
  const { query, variables, extensions } = params
  caller.send(subscribe('1', query, variables, { extensions }))
  const told = await caller.next()
  caller.socket.close()
  return { status: null, body: told.type === 'error' ? { errors: told.payload } : told.payload }
}
