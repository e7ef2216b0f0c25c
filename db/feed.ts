import type { Database } from './database.ts'

/** Notified by the trigger that numbers entries, after their transaction has committed. */
const CHANNEL = 'dateline_feed'
/** How long an entry may wait where notifications do not arrive. */
const POLL_INTERVAL_MS = 1_000

/** The newest entry of the feed, as this process knows it. */
export interface FeedHead {
  /** Identifies this feed: another after a restore. */
  readonly epoch: string
  /** Number of the newest entry known to be committed; 0 before the first. */
  readonly seq: bigint
  /** Number of the newest entry that is committed now, asked of the database. */
  latest(): Promise<bigint>
  /** Resolves to true once the head is beyond `seq`; to false when the signal aborts or the head is closed. */
  moved(seq: bigint, signal: AbortSignal): Promise<boolean>
  /** Stops listening and polling, and wakes whoever waits. */
  close(): Promise<void>
}

/** Follows the head of the feed: woken by notifications, and right without them by a poll each second. */
export async function openFeedHead(database: Database, onError: (error: unknown) => void): Promise<FeedHead> {
  let { seq, epoch } = await findHead(database)
  let closed = false
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const resolve of waiting) resolve()
  }
  const look = async () => {
    const head = await findHead(database)
    epoch = head.epoch
    if (head.seq > seq) {
      seq = head.seq
      wake()
    }
    return seq
  }
  const refresh = () => look().catch(onError)
  const listener = await database.listen(CHANNEL, refresh)
  const poll = setInterval(refresh, POLL_INTERVAL_MS).unref()
  // What was committed between the first look and the first notification.
  await refresh()
  return {
    get epoch() {
      return epoch
    },
    get seq() {
      return seq
    },
    latest: look,
    moved: async (beyond, signal) => {
      while (seq <= beyond && !closed && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const done = () => {
            waiting.delete(done)
            signal.removeEventListener('abort', done)
            resolve()
          }
          waiting.add(done)
          signal.addEventListener('abort', done)
        })
      }
      return seq > beyond && !closed && !signal.aborted
    },
    close: async () => {
      closed = true
      clearInterval(poll)
      await listener.close()
      wake()
    },
  }
}

async function findHead({ kysely }: Database): Promise<{ seq: bigint; epoch: string }> {
  const head = await kysely.selectFrom('feed_head').select(['seq', 'epoch']).executeTakeFirstOrThrow()
  return { seq: BigInt(head.seq), epoch: head.epoch }
}
