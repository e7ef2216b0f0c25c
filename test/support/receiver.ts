import { createServer } from 'node:http'
import { after } from 'node:test'
import { isAddressInfo } from '../../server/listen.ts'

/** A message as a receiver has it. */
export interface Received {
  id: string
  headers: Record<string, string>
  body: string
}

/** How a receiver answers one message: with a status, with headers too, by closing the connection, never, or when the test says so. */
export type Reply =
  | number
  | { status: number; headers: Record<string, string> }
  | 'CLOSE'
  | 'NEVER'
  | Promise<number>

/** A real receiver of webhooks on this machine; it stops after the file's tests. */
export interface Receiver {
  url: string
  /** All that came, in its order, whatever was answered. */
  received: Received[]
  /** What is answered to the messages to come, in their order; 204 when none is left. */
  replies: Reply[]
  /** The most messages that were without an answer at one time. */
  readonly atOnce: number
  /** Stops listening, and ends open connections: a sender is refused from now on. */
  close(): Promise<void>
}

/** Listens on a free port, or on one that was had before. */
export async function openReceiver(port = 0): Promise<Receiver> {
  const received: Received[] = []
  const replies: Reply[] = []
  let [waiting, atOnce] = [0, 0]
  const server = createServer(async (request, response) => {
    waiting++
    atOnce = Math.max(atOnce, waiting)
    response.once('close', () => waiting--)
    let body = ''
    for await (const chunk of request) body += chunk
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    )
    received.push({ id: headers['webhook-id'] ?? '', headers, body })
    const reply = await (replies.shift() ?? 204)
    if (reply === 'NEVER') return
    if (reply === 'CLOSE') request.socket.destroy()
    else if (typeof reply === 'number') response.writeHead(reply)
    else response.writeHead(reply.status, reply.headers)
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  if (!isAddressInfo(address)) throw new Error('A receiver has a port')
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  after(close)
  return {
    url: `http://127.0.0.1:${address.port}/hook`,
    received,
    replies,
    close,
    get atOnce() {
      return atOnce
    },
  }
}
