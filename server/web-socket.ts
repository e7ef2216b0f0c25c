import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { GraphQLError } from 'graphql'
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Arrival, createArrival, type Gate } from './exchange.ts'
import { type Logger, msSince } from './log.ts'
import { unavailableOf } from './unavailable.ts'
import { CLOSE } from './web-socket/close-code.ts'
import { type Connection, openConnection } from './web-socket/connection.ts'
import { LIMITS, type Limits } from './web-socket/limits.ts'
import { createProtocol, type ProtocolOptions } from './web-socket/protocol.ts'
import {
  badHandshake,
  createUpgradeGates,
  type HandshakeOptions,
  refuseUpgrade,
} from './web-socket/upgrade.ts'

export interface WebSocketOptions
  extends Omit<ProtocolOptions, 'limits' | 'suggestions'>,
    Pick<HandshakeOptions, 'path' | 'protection' | 'rates'> {
  limits?: Partial<Limits>
}

/** GraphQL over WebSockets, by the protocol `graphql-transport-ws`. */
export interface WebSockets {
  /** Takes over the connection of a request that asks for a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /**
   * Takes no more operations, closes what is idle at once, what answers a query or mutation afterwards, and cuts
   * what is left at the deadline.
   */
  close(deadlineMs: number): Promise<void>
  /** How many are open. */
  readonly open: number
}

/** Behind the gates of HTTP that need no response, and with its documents, keys, rules and errors. Listens on nothing. */
export function createWebSockets({ limits: given, ...options }: WebSocketOptions): WebSockets {
  const { log, protection } = options
  const limits = { ...LIMITS, ...given }
  const connections = new Set<Connection>()
  let isLeaving = false
  const gates = createUpgradeGates({ ...options, isLeaving: () => isLeaving })
  const protocol = createProtocol({ ...options, suggestions: protection.suggestions, limits })
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.messageBytes,
    // What one message begins has begun before the next is read: an id that is free again can be used at once.
    allowSynchronousEvents: false,
    handleProtocols: chooseProtocol,
  })
  const admitted = new WeakMap<IncomingMessage, Arrival>()
  server.on('headers', (headers, request) => headers.push(`X-Request-Id: ${admitted.get(request)?.id}`))
  const refuse = (socket: Duplex, arrival: Arrival, refusal: GraphQLError) => {
    log.info({ ...summaryOf(arrival), errors: [String(refusal.extensions.code)] }, 'web socket refused')
    refuseUpgrade(socket, arrival.headers, refusal)
  }
  server.on('wsClientError', ({ message }, socket, request) => {
    const arrival = admitted.get(request)
    if (arrival) refuse(socket, arrival, badHandshake(request, message))
    else socket.destroy()
  })

  const accept = (socket: WebSocket, stream: Duplex, arrival: Arrival) => {
    const connection = openConnection(socket, stream, arrival, limits, log)
    connections.add(connection)
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: connection.send,
        close: (code = CLOSE.DEFECT.code, reason = '') => connection.close({ code, reason }),
        onMessage: (read) => socket.on('message', listen(connection, read, log)),
      },
      connection,
    )
    // Too long a message, bad UTF-8: the library closes it with the code of that.
    socket.on('error', () => {})
    socket.once('close', async (code, reason) => {
      connections.delete(connection)
      log.info({ ...summaryOf(arrival), code }, 'web socket')
      await closed(code, String(reason))
    })
  }
  const admit = async (arrival: Arrival, socket: Duplex, head: Buffer) => {
    for (const gate of gates) {
      await passOrRefuse(gate, arrival)
      if (arrival.refusal) return refuse(socket, arrival, arrival.refusal)
    }
    admitted.set(arrival.request, arrival)
    server.handleUpgrade(arrival.request, socket, head, (opened) => accept(opened, socket, arrival))
  }
  return {
    get open() {
      return connections.size
    },
    upgrade: (request, socket, head) => {
      // Nobody else listens yet, and a peer that breaks off must not end the process.
      socket.on('error', () => {})
      admit(createArrival(request, protection.proxies), socket, head).catch((error: unknown) => {
        log.error(error)
        socket.destroy()
      })
    },
    close: async (deadlineMs) => {
      isLeaving = true
      for (const connection of connections) connection.leave()
      const deadline = performance.now() + deadlineMs
      while (connections.size > 0 && performance.now() < deadline) await sleep(LOOK_INTERVAL_MS)
      for (const connection of connections) connection.terminate()
    },
  }
}

const LOOK_INTERVAL_MS = 20

/** Who asks is looked up, and the database may be away. */
async function passOrRefuse(gate: Gate<Arrival>, arrival: Arrival): Promise<void> {
  try {
    await gate(arrival)
  } catch (error) {
    const refusal = unavailableOf(error)
    if (!refusal) throw error
    arrival.refusal = refusal
  }
}

/** Whoever asks for another protocol alone is given it, or it would not hear why it is closed at once: 4406. */
const chooseProtocol = (offered: Set<string>): string | false =>
  offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : ([...offered][0] ?? false)

/** Gives the protocol what a client sends, as long as it is open: what follows a mistake is not heard. */
const listen =
  (connection: Connection, read: (text: string) => Promise<void>, log: Logger) =>
  async (data: unknown, isBinary: boolean) => {
    if (!connection.isOpen) return
    if (isBinary) return connection.close(CLOSE.BAD_MESSAGE)
    try {
      await read(String(data))
    } catch (error) {
      if (isOfMessage(error)) return connection.close(CLOSE.BAD_MESSAGE)
      log.error(error)
      connection.close(CLOSE.DEFECT)
    }
  }

/** Whether a message is at fault: one that only a server sends, or one so deep that it cannot be written back. */
const isOfMessage = (error: unknown): boolean =>
  error instanceof RangeError ||
  (error instanceof Error && /^Unexpected message of type /.test(error.message))

const summaryOf = ({ id, path, start }: Arrival) => ({
  requestId: id,
  path,
  ms: msSince(start),
})
