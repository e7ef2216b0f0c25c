import type { Columns, Database } from '../database.ts'
import { HISTORY } from '../read-token.ts'
import { RefusedCursor, refusedCursorOr } from '../refused-cursor.ts'
import { NODE_KINDS } from '../vocabulary.ts'
import { startListening } from './listening.ts'
import type { FeedItem } from './ring.ts'

/** Notified by the trigger that numbers entries, after their transaction has committed. */
const CHANNEL = 'dateline_feed'
/** How long an entry may wait where notifications do not arrive. */
const POLL_INTERVAL_MS = 1_000
const BATCH_ENTRIES = 500

/** A place in the feed: behind the entry of that number; 0 before the first. */
export interface FeedPosition {
  seq: number
  /** The same as callers are given it. */
  cursor: string
}

/** What the reader of the feed tells as it reads. */
export interface TailEvents {
  /** The entries that follow the last ones, in their order and without a gap. */
  onItems: (items: readonly FeedItem[]) => void
  /** What was read before may be no part of the feed any more; it goes on behind `head`. */
  onRestart: (head: FeedPosition) => void
  onError: (error: unknown) => void
  /** Called with what does not stop the feed but slows it down. */
  onWarning: (message: string) => void
}

/** The one reader of the feed of this process. */
export interface Tail {
  close(): Promise<void>
}

/**
 * Reads the feed from its head on, by a connection of its own: woken by notifications, and right without them by a poll each
 * second. Nothing is told twice or out of order: at an entry that does not follow the last one it stops. What stops it is told once.
 */
export async function openTail(database: Database, events: TailEvents): Promise<Tail> {
  let closed = false
  let known = { epoch: '', seq: 0, cursor: '' }
  let looking: Promise<void> | null = null
  let again = false
  let failing = false
  let unsettled = false

  const look = () => {
    again = true
    looking ??= lookWhile().finally(() => {
      looking = null
    })
    return looking
  }
  const lookWhile = async () => {
    while (again && !closed) {
      again = false
      try {
        if (unsettled) await settle()
        if (await readOn()) again = true
        failing = false
      } catch (error) {
        if (!closed && !failing) events.onError(error)
        failing = true
      }
    }
  }
  /** Whether there may be more. */
  const readOn = async (): Promise<boolean> => {
    const rows = await session.query(LOOK, [known.seq])
    const [epoch, floor, ...first] = rows[0] ?? []
    if (epoch !== known.epoch || Number(floor) > known.seq) {
      await restart()
      return true
    }
    if (first[0] == null) return false
    const items = rows.map(itemOf)
    if (items[0]?.seq !== known.seq + 1) {
      throw new Error(`The feed has a gap: ${items[0]?.seq} follows ${known.seq}`)
    }
    const newest = items.at(-1)
    if (newest) known = { epoch: known.epoch, seq: newest.seq, cursor: newest.cursor }
    events.onItems(items)
    return items.length === BATCH_ENTRIES
  }
  const restart = async () => {
    const [row = []] = await session.query(HEAD, [])
    known = { epoch: String(row[0]), seq: Number(row[1]), cursor: String(row[2]) }
    events.onRestart({ seq: known.seq, cursor: known.cursor })
  }
  /** After a time in which another PostgreSQL may have taken the place of this one: nothing is read before it is known which. */
  const settle = async () => {
    try {
      await session.query(SETTLE_HISTORY, [])
      await session.query('select feed_place($1)', [known.cursor])
    } catch (error) {
      if (!(refusedCursorOr(error) instanceof RefusedCursor)) throw error
      await restart()
    }
    unsettled = false
  }

  const listening = startListening(CHANNEL)
  const session = await database.openSession({
    channel: CHANNEL,
    onNotify: (payload) => {
      if (!listening.hear(payload)) void look()
    },
    onReconnect: () => {
      unsettled = true
      void look()
    },
  })
  try {
    await session.query(SETTLE_HISTORY, [])
    await restart()
  } catch (error) {
    await session.close()
    throw error
  }
  const poll = setInterval(look, POLL_INTERVAL_MS).unref()
  void listening.test(session, events.onWarning)
  return {
    close: async () => {
      closed = true
      clearInterval(poll)
      listening.close()
      await session.close()
    },
  }
}

/**
 * Gives the feed a new epoch where it is found on another PostgreSQL than before, or on a timeline of its own since a failover:
 * entries may be missing there whose numbers were seen, and those numbers will be given again.
 */
const SETTLE_HISTORY = `update feed_head
  set history = now.history, epoch = case when feed_head.history is null then epoch else gen_random_uuid() end
  from (select ${HISTORY} as history) now
  where feed_head.history is distinct from now.history`

const HEAD = 'select epoch::text, seq, feed_cursor(seq) from feed_head'

const LOOK = `select head.epoch::text, head.floor_seq, later.seq, later.kind, later.cursor
  from feed_head head left join lateral (
    select seq, kind, feed_cursor_text(head, seq, feed_check(kind, node_id, revision, tx)) as cursor
    from feed_entry where seq > $1 order by seq limit ${BATCH_ENTRIES}) later on true
  order by later.seq`

function itemOf([, , seq, name, cursor]: Columns<unknown>): FeedItem {
  const kind = NODE_KINDS.find((known) => known === name)
  if (!kind) throw new Error(`An entry of the feed is of no kind that is known: ${String(name)}`)
  return { seq: Number(seq), kind, cursor: String(cursor) }
}
