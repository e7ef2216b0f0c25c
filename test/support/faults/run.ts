import { sql } from 'kysely'
import type { Database } from '../../../db/database.ts'
import { findFaults } from '../history/check.ts'
import type { Entry, Fault, Reading } from '../history/history.ts'
import { createDice } from '../random.ts'
import type { Cluster } from './cluster.ts'
import { followEvents } from './follow-events.ts'
import { followSocket } from './follow-socket.ts'
import type { Outcome } from './outcome.ts'
import { percentile } from './percentile.ts'
import { untilAllRead } from './rest.ts'
import { type Subscriber, startSubscriber } from './subscriber.ts'
import { type FaultKind, type Finding, untilWritten, type World } from './world.ts'
import { startWriters, type Writers } from './writers.ts'

interface RunOptions {
  rounds: number
  writers: number
  subscribers: number
  seed: number
  /** Called after each round with how many there were. */
  onRound?: (rounds: number) => void
  /** Aborted, there is no further round; what there was is checked. */
  signal?: AbortSignal
}

/** Of fewer the 99th percentile says nothing. */
const ENOUGH_TIMES = 500
/** Writes that are there before the first fault, and after the last. */
const WRITES_AROUND = 40

/** Does a fault again and again while writers write and readers read, lets all come to rest, and checks the history. */
export async function runFault(cluster: Cluster, kind: FaultKind, options: RunOptions): Promise<Outcome> {
  const { rounds, seed, onRound, signal } = options
  await kind.prepare?.(cluster)
  const begun = await findHead(cluster.database)
  const world = startWorld(cluster, kind, begun.cursor, options)
  const { writers, subscribers } = world
  const findings: Finding[] = []
  let done = 0
  try {
    await untilWritten(world, WRITES_AROUND)
    while (done < rounds && !signal?.aborted) {
      const finding = await kind.inject(world)
      if (finding) findings.push(finding)
      done++
      onRound?.(done)
    }
    await untilWritten(world, WRITES_AROUND)
  } catch (error) {
    // What there was until then is checked all the same.
    const figure = `it could not go on: ${error instanceof Error ? error.message : error}`
    findings.push({ figure, missed: figure })
  }
  const writes = await writers.stop()
  await untilAllRead(cluster, subscribers)
  await Promise.all(subscribers.map((subscriber) => subscriber.stop()))
  const entries = await findEntries(cluster.database, begun.seq)
  const readings = subscribers.map((subscriber) => readingOf(subscriber, begun.seq, entries))
  return {
    name: kind.name,
    rounds: done,
    seed,
    acknowledged: writes.filter(({ outcome }) => outcome === 'DONE').length,
    delivered: readings.reduce((sum, { values }) => sum + values.length, 0),
    faults: [...findFaults(writes, readings, entries), ...findWrongIds(entries, writers)],
    refusals: subscribers.flatMap(({ refusals }) => refusals),
    p99: writers.elsewhere.length < ENOUGH_TIMES ? Number.NaN : percentile(writers.elsewhere, 0.99),
    findings,
  }
}

function startWorld(cluster: Cluster, kind: FaultKind, start: string, options: RunOptions): World {
  const { replicas, key } = cluster
  const { seed } = options
  const subscribers = Array.from({ length: options.subscribers }, (_, at) =>
    startSubscriber({
      name: `reader ${at}`,
      follow: at % 2 === 0 ? followEvents : followSocket,
      replicas,
      start,
      dice: createDice(seed + 1_000 + at),
      stays: kind.stays === true,
    }),
  )
  // No two runs write the same value, nor use the same key.
  const name = `${kind.name} ${seed} ${Date.now()}`
  const writers = startWriters({ name, count: options.writers, seed, replicas, key })
  return { cluster, writers, subscribers, dice: createDice(seed) }
}

async function findHead({ kysely }: Database): Promise<{ seq: number; cursor: string }> {
  const { rows } = await sql<{ seq: string; cursor: string }>`
    select seq, feed_cursor(seq) as cursor from feed_head`.execute(kysely)
  return { seq: Number(rows[0]?.seq), cursor: rows[0]?.cursor ?? '' }
}

interface KnownEntry extends Entry {
  cursor: string
  id: string
}

async function findEntries({ kysely }: Database, after: number): Promise<KnownEntry[]> {
  const { rows } = await sql<{ seq: string; cursor: string; value: string; id: string }>`
    select seq, feed_cursor(seq) as cursor, name as value, kind || ':' || node_id as id
    from feed_entry join outlet on outlet.id = node_id
    where seq > ${after} and kind = 'Outlet' order by seq`.execute(kysely)
  return rows.map(({ seq, cursor, value, id }) => ({ place: Number(seq), cursor, value, id }))
}

/** A place that no entry has is before all of them. */
function readingOf(
  { name, frames, deliveries }: Subscriber,
  start: number,
  entries: readonly KnownEntry[],
): Reading {
  const places = new Map(entries.map(({ cursor, place }) => [cursor, place]))
  const values = deliveries.map(({ value, cursor }) => ({ value, place: places.get(cursor) ?? 0 }))
  return { reader: name, start, values, frames }
}

/** A repetition must be answered with what was done, not with another record. */
const findWrongIds = (entries: readonly KnownEntry[], { acknowledged }: Writers): Fault[] =>
  entries
    .filter(({ value, id }) => (acknowledged.get(value)?.id ?? id) !== id)
    .map(({ value }) => ({ kind: 'DISAGREEMENT', reader: 'writer', value }))
