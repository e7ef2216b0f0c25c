import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Cluster } from './cluster.ts'
import type { Subscriber } from './subscriber.ts'

/** Who has not been told everything by then has lost it. */
const LONGEST_MS = 20_000
const INTERVAL_MS = 50

/** Waits until each reader is at the head of the feed, or has had time enough for it. */
export async function untilAllRead({ database }: Cluster, subscribers: readonly Subscriber[]): Promise<void> {
  const { rows } = await sql<{ cursor: string }>`select feed_cursor(seq) as cursor from feed_head`.execute(
    database.kysely,
  )
  const isThere = ({ cursor }: Subscriber) => cursor === rows[0]?.cursor
  for (const end = performance.now() + LONGEST_MS; performance.now() < end; await wait(INTERVAL_MS)) {
    if (subscribers.every(isThere)) return
  }
}
