import type { Run } from './runs.ts'

/** The room for what all groups together keep for subscribers who have not come for it yet. Whoever comes for what is no longer there reads it alone. */
export interface Room {
  /** `drop` is called with the run when there is no room for it any more: the oldest goes first. */
  keep(run: Run, drop: (run: Run) => void): void
}

export function createRoom(maxCharacters: number): Room {
  const kept: { run: Run; drop: (run: Run) => void }[] = []
  let size = 0
  return {
    keep: (run, drop) => {
      kept.push({ run, drop })
      size += run.size
      while (size > maxCharacters && kept.length > 1) {
        const oldest = kept.shift()
        if (!oldest) return
        size -= oldest.run.size
        oldest.drop(oldest.run)
      }
    },
  }
}
