import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDueAnswers } from './due-answers.ts'
import { endUnread } from './end-unread.ts'
import { type Limits, USUAL_LIMITS } from './limits/limits.ts'
import { refuseBroken } from './refuse-broken.ts'
import type { WebSockets } from './web-socket.ts'

export interface Listening {
  /** `http://localhost:4000`, with the port that was really taken. */
  origin: string
  /** Stops accepting, lets requests and operations under way finish, and cuts those that do not within the deadline. */
  close(deadlineMs: number): Promise<void>
}

/** Somebody else listens there. */
export class PortTakenError extends Error {
  override name = 'PortTakenError'
  constructor(host: string, port: number, setting: string) {
    super(`Port ${port} of ${host} is taken: stop whoever listens there, or set ${setting}`)
  }
}

interface Listeners {
  request: RequestListener
  webSockets?: Pick<WebSockets, 'upgrade' | 'close'>
}

interface ListenOptions extends Partial<Pick<Limits, 'headers' | 'requestSeconds'>> {
  /** What names the port. Default: `DATELINE_PORT`. */
  setting?: string
  /** How long a caller may take nothing of an answer. Default: 30 s. */
  stallMs?: number
}

/** Serves a handler on a host and port; port 0 takes any free one. Throws PortTakenError. */
export async function listen(
  { request, webSockets }: Listeners,
  host: string,
  port: number,
  options: ListenOptions = {},
): Promise<Listening> {
  const {
    headers,
    requestSeconds,
    setting = 'DATELINE_PORT',
    stallMs = STALL_MS,
  } = { ...USUAL_LIMITS, ...options }
  const due = createDueAnswers()
  const server = createServer({
    // While it owes an answer a connection is not given away: the request is answered as if it offered nothing.
    shouldUpgradeCallback: (incoming) => wantsWebSocket(incoming) && !due.has(incoming.socket),
    maxHeaderSize: sizeOf(headers),
    requestTimeout: timeOf(requestSeconds),
    headersTimeout: timeOf(requestSeconds),
    connectionsCheckingInterval: LOOK_INTERVAL_MS,
  })
  server.on('request', due.note)
  server.on('request', endUnread(stallMs))
  server.on('request', request)
  server.on('clientError', refuseBroken)
  // What is expected beyond that is nobody's: the request is answered as any other.
  server.on('checkExpectation', (incoming, response) => server.emit('request', incoming, response))
  if (webSockets) server.on('upgrade', webSockets.upgrade)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(isTaken(error) ? new PortTakenError(host, port, setting) : error))
    server.listen(port, host, resolve)
  })
  return {
    origin: originOf(server, host),
    close: async (deadlineMs) => {
      await Promise.all([webSockets?.close(deadlineMs), close(server, deadlineMs)])
    },
  }
}

const STALL_MS = 30_000
const LOOK_INTERVAL_MS = 1_000
const SECOND_MS = 1_000
/** As good as none, where a limit is off. */
const MAX_HEADER_BYTES = 16_777_216

const sizeOf = (bytes: number) => Math.min(bytes, MAX_HEADER_BYTES)
/** 0 is none to node:http. */
const timeOf = (seconds: number) => (Number.isFinite(seconds) ? seconds * SECOND_MS : 0)

/** Whoever offers another protocol, such as HTTP/2, does not insist on it: the request is answered as it is. RFC 6455, 4.1 wants HTTP/1.1. */
const wantsWebSocket = ({ headers, httpVersion }: IncomingMessage): boolean =>
  headers.upgrade?.toLowerCase() === 'websocket' && httpVersion === '1.1'

const IDLE_CHECK_MS = 50

async function close(server: Server, deadlineMs: number): Promise<void> {
  const deadline = setTimeout(() => server.closeAllConnections(), deadlineMs)
  // A connection whose last answer comes now would stay open for the next request.
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS)
  await new Promise<void>((resolve) => server.close(() => resolve()))
  clearTimeout(deadline)
  clearInterval(idle)
}

function originOf(server: Server, host: string): string {
  const address = server.address()
  const { port } = isAddressInfo(address) ? address : { port: 0 }
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Whether a server listens on a port, and not on a path or not at all. */
export const isAddressInfo = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === 'object' && address !== null

const isTaken = (error: Error): boolean => 'code' in error && error.code === 'EADDRINUSE'
