import type { FeedPosition } from '../../db/feed.ts'
import type { Turns } from '../../db/turns.ts'
import { persist } from './persist.ts'
import type { Window } from './window.ts'

/** The turns in which subscribers' statements are sent: the connections are there for queries too. */
export interface Lanes {
  /** Reads of groups, for all of their subscribers at once. */
  group: Turns
  /** Reads of subscribers who are behind, each for itself. */
  behind: Turns
  /** Reads of groups that were slow the last time: they wait for each other, and hold up nobody else. */
  slow: Turns
}

/** A read that takes longer is slow. */
const SLOW_MS = 250

/** How the subscribers of a group read: in one of the lanes, or in the slow one, each try in a turn of its own. */
export function createLaneReader(
  read: (from: FeedPosition) => Promise<Window>,
  lanes: Lanes,
  signal: AbortSignal,
): (lane: 'group' | 'behind', from: FeedPosition) => Promise<Window> {
  let isSlow = false
  const tryOnce = async (from: FeedPosition) => {
    const start = performance.now()
    try {
      return await read(from)
    } finally {
      isSlow = performance.now() - start > SLOW_MS
    }
  }
  return (lane, from) => persist(() => lanes[isSlow ? 'slow' : lane](() => tryOnce(from)), signal)
}
