import type { Database, Statement } from './database.ts'
import { refuseUnsafe } from './feed/checks.ts'
import { createRing, type FeedItem } from './feed/ring.ts'
import { type FeedPosition, openTail, type TailEvents } from './feed/tail.ts'
import { firstValue } from './reader.ts'
import { refuseMalformed } from './refused-cursor.ts'

export type { FeedItem, FeedPosition }

/** Entries that a process keeps at hand, some two megabytes. */
const RING_ENTRIES = 10_000

/** The feed as this process follows it. Whoever opened it closes it. */
export interface Feed {
  /** The newest entry that this process knows to be committed. Whatever reads from now on finds it and all before it. */
  readonly head: FeedPosition
  /**
   * Counts the times at which the feed may have become another under the process: by a failover, a restore, or what was trimmed
   * while the database was away. A place from before is to be found anew.
   */
  readonly turns: number
  /** The newest entry that is committed now, asked of the database. */
  latest(): Promise<FeedPosition>
  /** The number that a cursor stands for. Throws RefusedCursor. */
  find(cursor: string): Promise<number>
  /** Whether a place is one of the feed as it is now. False also where that is not at hand. */
  knows(place: FeedPosition): boolean
  /** The entries behind `after` up to `upTo`; null where they are not at hand: there the database is to be asked. */
  between(after: number, upTo: number): readonly FeedItem[] | null
  /** Calls `listener` whenever the head moves and whenever the feed turns; ends by calling what it returns. */
  onMove(listener: () => void): () => void
  /** Stops following. */
  close(): Promise<void>
}

/** Follows the feed. Throws FeedFailure where the database cannot keep what it promises. */
export async function openFeed(
  database: Database,
  { onError, onWarning }: Pick<TailEvents, 'onError' | 'onWarning'>,
): Promise<Feed> {
  await refuseUnsafe(database)
  const ring = createRing(RING_ENTRIES)
  const listeners = new Set<() => void>()
  let head: FeedPosition = { seq: 0, cursor: '' }
  let start = head
  let turns = 0
  const move = (to: FeedPosition) => {
    head = to
    for (const listener of listeners) listener()
  }
  const tail = await openTail(database, {
    onItems: (items) => {
      for (const item of items) ring.add(item)
      const newest = items.at(-1)
      if (newest) move({ seq: newest.seq, cursor: newest.cursor })
    },
    onRestart: (to) => {
      turns++
      ring.clear()
      start = to
      move(to)
    },
    onError,
    onWarning,
  })
  return {
    get head() {
      return head
    },
    get turns() {
      return turns
    },
    latest: createLatest(database),
    find: async (cursor) => {
      refuseMalformed(cursor)
      return Number(firstValue(await database.readRows({ ...FIND, values: [cursor] })))
    },
    knows: ({ seq, cursor }) => {
      const known = seq === start.seq ? start : ring.between(seq - 1, seq)?.[0]
      return known?.cursor === cursor
    },
    between: ring.between,
    onMove: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: tail.close,
  }
}

/** Many subscribers who come at once are told by one statement, which began after the last of them asked. */
function createLatest(database: Database): () => Promise<FeedPosition> {
  let underWay: Promise<unknown> = Promise.resolve()
  let next: Promise<FeedPosition> | null = null
  const ask = async () => {
    next = null
    const asking = database.readRows(LATEST)
    underWay = asking.catch(() => {})
    const [row = []] = await asking
    return { seq: Number(row[0]), cursor: String(row[1]) }
  }
  return () => {
    next ??= underWay.then(ask)
    return next
  }
}

const FIND = { name: 'feed_find', text: 'select feed_place($1)' }
const LATEST: Statement = {
  name: 'feed_latest',
  text: 'select seq, feed_cursor(seq) from feed_head',
  values: [],
}
