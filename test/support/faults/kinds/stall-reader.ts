import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { makeAll } from '../../make.ts'
import { percentile } from '../percentile.ts'
import type { Replica } from '../replica.ts'
import { type FaultKind, pickReplica } from '../world.ts'

/** What the feed has for it: some 60 MB, of which a process is to read one stretch, of 1 MB. */
const ENTRIES = 5_000
const BATCH_ENTRIES = 1_000
const NAME = 'A name of some length '.repeat(11)
const WIDE = Array.from({ length: 50 }, (_, at) => `a${at}: name`).join(' ')
const STALLED_MS = 2_000
const WATCHED_MS = 2_000
const SAMPLE_MS = 100
const MOST_BYTES = 20_000_000
/** A process that has begun to work grows for a while, whoever reads. */
const SETTLED_BYTES = 4_000_000
const MOST_WATCHES = 6

/**
 * A reader that asks for much, all that the feed has, and takes nothing. What counts is how much more its process grows than
 * those without such a reader.
 */
export const stallReader: FaultKind = {
  name: 'stall-reader',
  rounds: { full: 5, short: 1 },
  prepare: async ({ database }) => {
    for (let made = 0; made < ENTRIES; made += BATCH_ENTRIES) {
      await makeAll(
        database,
        'Outlet',
        Array.from({ length: BATCH_ENTRIES }, () => ({ name: NAME })),
      )
    }
  },
  inject: async (world) => {
    const { replicas, database } = world.cluster
    const replica = pickReplica(world)
    const { rows } = await sql<{ oldest: string }>`
      select feed_cursor(floor_seq) as oldest from feed_head`.execute(database.kysely)
    const oldest = rows[0]?.oldest ?? ''
    // What the first to ask for it costs, a reader costs that reads, too.
    const reader = await subscribe(replica, oldest)
    reader.resume()
    const before = await settle(replicas)
    reader.destroy()
    const stalled = await subscribe(replica, oldest)
    const { length } = world.writers.elsewhere
    await wait(STALLED_MS)
    const grown = growth(before, await watch(replicas))
    stalled.destroy()
    const at = replicas.indexOf(replica)
    const more = (grown[at] ?? 0) - percentile(grown.toSpliced(at, 1), 0.5)
    const p99 = percentile(world.writers.elsewhere.slice(length), 0.99)
    const figure = `${(more / 1e6).toFixed(1)} MB more than the others grew by, p99 of writers ${p99.toFixed()} ms`
    return { figure, missed: more > MOST_BYTES ? figure : undefined }
  },
}

const growth = (before: readonly number[], after: readonly number[]): number[] =>
  after.map((bytes, at) => bytes - (before[at] ?? 0))

async function settle(replicas: readonly Replica[]): Promise<number[]> {
  let before = await watch(replicas)
  for (let watches = 1; watches < MOST_WATCHES; watches++) {
    const now = await watch(replicas)
    const grown = growth(before, now)
    before = now
    if (Math.max(...grown) < SETTLED_BYTES) break
  }
  return before
}

/** The median of what is resident in each: garbage comes and goes. */
async function watch(replicas: readonly Replica[]): Promise<number[]> {
  const samples: number[][] = replicas.map(() => [])
  for (const end = performance.now() + WATCHED_MS; performance.now() < end; await wait(SAMPLE_MS)) {
    for (const [at, replica] of replicas.entries()) samples[at]?.push(await replica.memory())
  }
  return samples.map((each) => percentile(each, 0.5))
}

/** A socket that takes nothing as long as it is paused. */
async function subscribe({ url }: Replica, after: string) {
  const { host, hostname, port } = new URL(url ?? '')
  const query = `subscription ($after: Cursor) { outlets(after: $after) { cursor node { ${WIDE} } } }`
  const body = JSON.stringify({ query, variables: { after } })
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
