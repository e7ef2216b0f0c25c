import type { Socket } from 'node:net'
import type pg from 'pg'

/**
 * Cuts connections of a pool that are in use, and have carried nothing for so long: the network may have dropped them without a
 * word, and the system would take them for open for a quarter of an hour. What waits there fails as lost.
 */
export function cutSilent(pool: pg.Pool, silentMs: number): void {
  pool.on('connect', (client) => {
    const socket = socketOf(client)
    socket.on('timeout', () => socket.destroy(new Error(`Connection terminated: silent for ${silentMs} ms`)))
  })
  pool.on('acquire', (client) => socketOf(client).setTimeout(silentMs))
  pool.on('release', (_error, client) => socketOf(client).setTimeout(0))
}

/** `pg` keeps it there, and its types do not say so. */
const socketOf = (client: object): Socket => (client as { connection: { stream: Socket } }).connection.stream
