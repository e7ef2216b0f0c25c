import type { Feed, FeedPosition } from '../../db/feed.ts'
import { WINDOW_ENTRIES } from './frame-plan.ts'
import { createLaneReader, type Lanes } from './lanes.ts'
import { persist } from './persist.ts'
import type { Room } from './room.ts'
import { createRun, type Run } from './runs.ts'
import type { Window, WindowReader } from './window.ts'

/** What all groups of a process share. */
export interface Shared {
  feed: Feed
  lanes: Lanes
  room: Room
  /** Milliseconds after which whoever waits is told of progress. */
  heartbeatMs: number
}

/** Subscribers who are sent the same. They are at one place, and read by one statement; who is behind reads alone until there. */
export interface Group {
  /** The run behind a place that a reader came to; null where there is none yet, or the reader is behind. */
  next(reader: Reader): Run | null
  /** Whether a reader is behind what the group keeps. */
  isBehind(reader: Reader): boolean
  /** What follows a place, for those who are behind there. */
  readBehind(from: FeedPosition): Promise<Window>
  /** Calls `woken` once, when there may be something new for a reader, or the reader is woken. */
  wait(reader: Reader, woken: () => void): void
  /** Word of progress for a place. */
  progress(at: FeedPosition): Run
  /** Tells those who wait of progress, where they have been sent nothing for long. `now` by performance.now(). */
  beat(now: number): void
  /** Why the group cannot go on; null while it can. */
  readonly failure: unknown
  /** Ends its reads, and wakes everybody. */
  close(): void
}

/** Where a subscriber stands in a group. */
export interface Reader {
  /** All up to there has been taken. */
  at: FeedPosition
  /** The number of the run that comes next; null outside of the group. */
  run: number | null
  wake: (() => void) | null
}

export function createGroup({ frames, read }: WindowReader, shared: Shared): Group {
  const { feed, lanes, room, heartbeatMs } = shared
  const closing = new AbortController()
  const readIn = createLaneReader(read, lanes, closing.signal)
  const waiting = new Set<Reader>()
  const behind = new Map<string, Promise<Window>>()
  let runs: Run[] = []
  /** The number of the first of them. */
  let base = 0
  let position: FeedPosition | null = null
  let turns = feed.turns
  let advancing = false
  let lastRun = performance.now()
  let failure: unknown = null
  let said: Run | null = null

  const wakeAll = () => {
    const readers = [...waiting]
    waiting.clear()
    for (const reader of readers) reader.wake?.()
  }
  const append = (run: Run) => {
    runs.push(run)
    lastRun = performance.now()
    room.keep(run, drop)
    wakeAll()
  }
  const drop = (run: Run) => {
    if (runs[0] !== run) return
    runs.shift()
    base++
  }
  const empty = () => {
    for (const run of runs) room.release(run)
    runs = []
  }
  /** Whoever is elsewhere is behind from now on. */
  const restartAt = (place: FeedPosition) => {
    base += runs.length + 1
    empty()
    position = place
    lastRun = performance.now()
  }
  const progress = (at: FeedPosition): Run => {
    if (said?.upTo.cursor !== at.cursor) {
      said = createRun(at.seq, { items: [frames.progress(at.seq, at.cursor)], reached: at }, true)
    }
    return said
  }
  const advance = () => {
    const isNews = position && (turns !== feed.turns || feed.head.seq > position.seq)
    if (!advancing && isNews) void readOn()
  }
  const readOn = async () => {
    advancing = true
    try {
      while (waiting.size > 0 && position && !closing.signal.aborted) {
        const from = position
        if (turns !== feed.turns) await findAgain(from)
        if (feed.head.seq <= from.seq) return
        const window = await readIn('group', from)
        if (position !== from || closing.signal.aborted) continue
        position = window.reached
        if (window.items.length > 0) append(createRun(from.seq, window))
      }
    } catch (error) {
      failure ??= error
      wakeAll()
    } finally {
      advancing = false
    }
  }
  /** Throws where the place is none of the feed any more: there may be another entry under its number. */
  const findAgain = async ({ cursor }: FeedPosition) => {
    const now = feed.turns
    await persist(() => feed.find(cursor), closing.signal)
    turns = now
  }
  /** Lets a reader into the group; false where it is behind. */
  const enter = (reader: Reader): boolean => {
    const isNear = reader.at.seq >= feed.head.seq - WINDOW_ENTRIES
    const isAhead = position !== null && waiting.size === 0 && reader.at.seq > position.seq + WINDOW_ENTRIES
    if (isNear && (position === null || isAhead)) restartAt(reader.at)
    if (position === null) return false
    const found = runs.findIndex((run) => run.upTo.seq > reader.at.seq)
    if (reader.at.seq < (found < 0 ? position.seq : (runs[0]?.from ?? 0))) return false
    reader.run = base + (found < 0 ? runs.length : found)
    return true
  }
  const stopListening = feed.onMove(advance)

  return {
    get failure() {
      return failure
    },
    next: (reader) => {
      if (reader.run !== null && reader.run < base) reader.run = null
      if (reader.run === null && !enter(reader)) return null
      const at = reader.run ?? 0
      const run = runs[at - base] ?? null
      if (run) reader.run = at + 1
      return run
    },
    isBehind: ({ run }) => run === null,
    readBehind: (from) => {
      const same = behind.get(from.cursor)
      if (same) return same
      const reading = readIn('behind', from).finally(() => behind.delete(from.cursor))
      // Whoever asked may have left by the time it fails.
      reading.catch(() => {})
      behind.set(from.cursor, reading)
      return reading
    },
    wait: (reader, woken) => {
      reader.wake = () => {
        waiting.delete(reader)
        reader.wake = null
        woken()
      }
      waiting.add(reader)
      advance()
    },
    progress,
    beat: (now) => {
      if (waiting.size > 0 && position && now - lastRun >= heartbeatMs) append(progress(position))
    },
    close: () => {
      stopListening()
      closing.abort()
      empty()
      wakeAll()
    },
  }
}
