import { LRUCache } from 'lru-cache'

/** What came of asking for points. */
export interface Taken {
  /** Whether there were enough. Where there were not, none was taken. */
  granted: boolean
  /** Points that are left: none also of whoever owes some. */
  left: number
  /** Until what was asked for could be had, or, where it was, until all is as at first. */
  seconds: number
}

/** Points that come back evenly, up to as many as a minute gives. */
export interface Rate {
  /** Points of a full minute. */
  readonly points: number
  /**
   * Asks for points on behalf of a caller. `before` are those that the same request took already, and will again where it
   * is sent again. What takes more than a minute gives needs all of a minute's, and the rest is owed.
   */
  take(caller: string, points: number, before?: number): Taken
}

const MINUTE_SECONDS = 60
/** Callers that are remembered; who is forgotten begins anew, with all points. */
const MAX_CALLERS = 100_000

/** Keeps what each caller has left, in this process. `now` is in milliseconds. */
export function createRate(points: number, now: () => number = () => performance.now()): Rate {
  const perSecond = points / MINUTE_SECONDS
  const callers = new LRUCache<string, { left: number; at: number }>({ max: MAX_CALLERS })
  return {
    points,
    take: (caller, asked, before = 0) => {
      const at = now()
      const known = callers.get(caller)
      const left = known ? Math.min(points, known.left + ((at - known.at) / 1_000) * perSecond) : points
      const needed = Math.min(asked + before, points)
      if (left < needed - before)
        return { granted: false, left: shown(left), seconds: (needed - left) / perSecond }
      callers.set(caller, { left: left - asked, at })
      return { granted: true, left: shown(left - asked), seconds: (points - left + asked) / perSecond }
    },
  }
}

const shown = (left: number): number => Math.max(0, Math.floor(left))
