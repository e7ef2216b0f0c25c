import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * The answers that are due on each connection. Several requests may come in one go, and are answered in turn; but node:http forgets those
 * that wait for their turn once it gives the connection away, to a WebSocket or to CONNECT: they would never hear of its end.
 */
export interface DueAnswers {
  /** A listener of requests, before all others. */
  note(request: IncomingMessage, response: ServerResponse): void
  /** Whether a connection still owes an answer. */
  has(socket: Socket): boolean
}

export function createDueAnswers(): DueAnswers {
  const known = new WeakMap<Socket, Set<ServerResponse>>()
  const follow = (socket: Socket) => {
    const due = new Set<ServerResponse>()
    known.set(socket, due)
    socket.once('close', () => {
      for (const response of due) response.destroy()
    })
    return due
  }
  return {
    note: ({ socket }, response) => {
      const due = known.get(socket) ?? follow(socket)
      due.add(response)
      response.once('close', () => due.delete(response))
    },
    has: (socket) => (known.get(socket)?.size ?? 0) > 0,
  }
}
