import type { Run } from './runs.ts'

/** The room for what all groups together keep for subscribers who have not come for it yet. Whoever comes for what is no longer there reads it alone. */
export interface Room {
  /** What is kept, in characters. */
  readonly size: number
  /** `drop` is called with the run when there is no room for it any more: the oldest goes first. */
  keep(run: Run, drop: (run: Run) => void): void
  /** Nobody comes for a run any more. */
  release(run: Run): void
}

export function createRoom(maxCharacters: number): Room {
  const kept = new Map<Run, (run: Run) => void>()
  let size = 0
  const release = (run: Run) => {
    if (kept.delete(run)) size -= run.size
  }
  return {
    get size() {
      return size
    },
    keep: (run, drop) => {
      kept.set(run, drop)
      size += run.size
      for (const [oldest, dropOldest] of kept) {
        if (size <= maxCharacters || kept.size === 1) return
        release(oldest)
        dropOldest(oldest)
      }
    },
    release,
  }
}
