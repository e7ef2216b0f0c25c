import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A way to a PostgreSQL or a service that can be cut. */
export interface Tunnel {
  /** The same address through it. */
  url: string
  /** Ends all connections; whoever connects from now on is refused. */
  cut(): Promise<void>
  /** Lets connections through again, at the same address. */
  reopen(): Promise<void>
}

/** Whoever opens it cuts it. */
export async function openTunnel(to: string): Promise<Tunnel> {
  const target = new URL(to)
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      // The other end tells its own side.
      socket.on('error', () => {})
    }
    near.pipe(far).pipe(near)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('A TCP server has a port.')
  const url = new URL(to)
  url.host = `127.0.0.1:${address.port}`
  return {
    url: url.href,
    cut: async () => {
      for (const socket of sockets) socket.destroy()
      if (server.listening) await new Promise((resolve) => server.close(resolve))
    },
    reopen: async () => {
      server.listen(address.port, '127.0.0.1')
      await once(server, 'listening')
    },
  }
}
