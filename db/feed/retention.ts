import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { inTransaction } from '../writes/transaction.ts'

/** How much of the feed is kept: an entry goes that is older, and one that has so many behind it. */
export interface Retention {
  days: number
  entries: number
}

/** Entries that go in one transaction: it holds the head, which every writer waits for. */
const BATCH_ENTRIES = 1_000
/** Held by the process that trims; of no meaning but to be the same everywhere. */
const LOCK = 7_236_514_091

/**
 * Trims the oldest entries that need not be kept, some at a time, and moves the floor with them: who was behind them is told
 * that his place has expired. Resolves to how many went; to none while another process is at it.
 */
export async function trimFeed(database: Database, retention: Retention): Promise<number> {
  let trimmed = 0
  for (;;) {
    const gone = await trimBatch(database, retention)
    trimmed += gone
    if (gone < BATCH_ENTRIES) return trimmed
  }
}

const trimBatch = ({ kysely }: Database, { days, entries }: Retention): Promise<number> =>
  inTransaction(kysely, async (trx) => {
    const { rows } = await sql<{
      is_mine: boolean
    }>`select pg_try_advisory_xact_lock(${LOCK}) as is_mine`.execute(trx)
    if (!rows[0]?.is_mine) return 0
    // The entries are those in front of the first that is kept: their times are nearly in order, and no more.
    const gone = await sql`
      with oldest as (
        select entry.seq, entry.at < now() - make_interval(days => ${days}) or entry.seq <= head.seq - ${entries} as goes
        from feed_head head join feed_entry entry on entry.seq > head.floor_seq and entry.seq <= head.floor_seq + ${BATCH_ENTRIES}),
      bounds as (select coalesce(min(seq) filter (where not goes) - 1, max(seq)) as last from oldest),
      gone as (delete from feed_entry using bounds where seq <= bounds.last
        returning seq, bounds.last, feed_check(kind, node_id, revision, tx) as known_by)
      update feed_head set floor_seq = gone.seq, floor_check = gone.known_by from gone where gone.seq = gone.last
      returning (select count(*) from gone) as gone`.execute(trx)
    return numberOf(gone.rows[0])
  })

const numberOf = (row: unknown): number =>
  typeof row === 'object' && row !== null && 'gone' in row ? Number(row.gone) : 0
