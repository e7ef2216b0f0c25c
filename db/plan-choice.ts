import { LRUCache } from 'lru-cache'

/**
 * Whether a statement is planned once for all values, or anew for the values of each run. Planning a nested statement takes
 * longer than running it, so that one plan for all is right nearly always; but where a few values are rare, it may
 * read a whole table for them. PostgreSQL itself goes by what it estimates after five runs, and never looks back. Here a
 * statement that was slow is run twice more aside, once each way, with the values that it was slow for.
 */
export interface PlanChoice {
  isByValues: (name: string) => boolean
  /** Tells how long a run with one plan for all took. Now and then, where it was slow, `runs` makes it once each way. */
  note: (name: string, ms: number, runs: { forAll: Run; byValues: Run }) => void
}

/** Runs a statement once, and tells in how many milliseconds. */
type Run = () => Promise<number>

/** What takes no longer is left alone. */
const SLOW_MS = 25
/** After a trial so many slow runs go by until the next: values differ, and tables change. */
const RUNS_BETWEEN_TRIALS = 100
const MAX_JUDGED = 1_000

interface Judged {
  isByValues: boolean
  /** Slow runs still to let go by. */
  resting: number
}

export function createPlanChoice(): PlanChoice {
  const judged = new LRUCache<string, Judged>({ max: MAX_JUDGED })
  return {
    isByValues: (name) => judged.get(name)?.isByValues === true,
    note: (name, ms, { forAll, byValues }) => {
      if (ms < SLOW_MS) return
      const known = judged.get(name)
      if (known && --known.resting > 0) return
      const trial: Judged = { isByValues: false, resting: RUNS_BETWEEN_TRIALS }
      judged.set(name, trial)
      isFaster(forAll, byValues).then(
        (faster) => {
          trial.isByValues = faster
        },
        // One that fails says nothing; whoever asked has had an answer.
        () => {},
      )
    },
  }
}

/** Whether the second run takes half the time of the first, and the first is slow again: not the machine was busy. */
async function isFaster(slow: Run, other: Run): Promise<boolean> {
  const ms = await slow()
  return ms >= SLOW_MS && (await other()) < ms / 2
}
