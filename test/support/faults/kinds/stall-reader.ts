import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { percentile } from '../percentile.ts'
import type { Replica } from '../replica.ts'
import { type FaultKind, pickReplica, type World } from '../world.ts'

const READERS = 10
/** Each frame is some 30 KB: within a second more is written than all buffers of a socket hold. */
const WIDE = Array.from({ length: 400 }, (_, at) => `a${at}: name`).join(' ')
const WATCHED_MS = 4_000
const SAMPLE_MS = 200
const MOST_BYTES = 20_000_000

/** Readers that ask for much and take nothing. The memory of the replica is compared with that under the same load just before. */
export const stallReader: FaultKind = {
  name: 'stall-reader',
  rounds: { full: 3, short: 1 },
  inject: async (world) => {
    const replica = pickReplica(world)
    await watch(replica)
    const usual = await watch(replica)
    const sockets = await Promise.all(Array.from({ length: READERS }, () => stall(world, replica)))
    const { length } = world.writers.elsewhere
    const stalled = await watch(replica)
    for (const socket of sockets) socket.destroy()
    const p99 = percentile(world.writers.elsewhere.slice(length), 0.99)
    const more = stalled - usual
    const figure = `${READERS} readers: memory ${(more / 1e6).toFixed(1)} MB more, p99 of writers ${p99.toFixed()} ms`
    return { figure, missed: more > MOST_BYTES ? figure : undefined }
  },
}

/** The median of what is resident: garbage comes and goes. */
async function watch(replica: Replica): Promise<number> {
  const samples: number[] = []
  for (const end = performance.now() + WATCHED_MS; performance.now() < end; await wait(SAMPLE_MS)) {
    samples.push(await replica.memory())
  }
  return percentile(samples, 0.5)
}

async function stall({ subscribers }: World, { url }: Replica) {
  const { host, hostname, port } = new URL(url ?? '')
  const query = `subscription ($after: Cursor) { outlets(after: $after) { cursor node { ${WIDE} } } }`
  const body = JSON.stringify({ query, variables: { after: subscribers[0]?.cursor } })
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.pause()
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\naccept: text/event-stream\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
  return socket
}
