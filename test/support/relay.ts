import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { isAddressInfo } from '../../server/listen.ts'

/** A proxy before servers of whatever kind that are one to their callers: each connection goes to the next of them. */
export interface Relay {
  /** The address of the first of them, through it. */
  url: string
  /** How many connections each was given. */
  readonly given: readonly number[]
  /** Ends all connections that are open, in the midst of what they carry. */
  cut(): void
  /** Carries nothing more of what is open, and leaves it open, as a network does that drops packets. */
  silence(): void
  /** Cuts, and refuses whoever connects from now on. */
  close(): Promise<void>
  /** Lets connections through again after that, at the same address. */
  reopen(): Promise<void>
}

export async function openRelay(targets: readonly string[]): Promise<Relay> {
  const sockets = new Set<Socket>()
  const given = targets.map(() => 0)
  let connections = 0
  const server = createServer((near) => {
    const at = connections++ % targets.length
    given[at] = (given[at] ?? 0) + 1
    const { hostname, port } = new URL(targets[at] ?? '')
    const far = connect(Number(port), hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.once('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far).pipe(near)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (!isAddressInfo(address)) throw new TypeError('A TCP server has a port')
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  const silence = () => {
    for (const socket of sockets) socket.unpipe().pause()
  }
  const url = new URL(targets[0] ?? '')
  url.host = `127.0.0.1:${address.port}`
  return {
    url: url.href,
    given,
    cut,
    silence,
    close: async () => {
      cut()
      if (server.listening) await new Promise((resolve) => server.close(resolve))
    },
    reopen: async () => {
      server.listen(address.port, '127.0.0.1')
      await once(server, 'listening')
    },
  }
}
