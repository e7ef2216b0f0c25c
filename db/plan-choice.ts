import { LRUCache } from 'lru-cache'

/**
 * Whether a statement is planned once for all values, or anew for the values of each run. Planning a nested statement takes
 * longer than running it, so that one plan for all is right nearly always; but where a few values are rare, it may
 * read a whole table for them. PostgreSQL itself goes by what it estimates after five runs, and never looks back. Here a
 * statement that was slow is run some times more aside, each way in turn, with the values that it was slow for; and again
 * after many more slow runs, since values differ, tables change, and a busy machine makes anything slow.
 */
export interface PlanChoice {
  isByValues: (name: string) => boolean
  /** Tells how long a run took, whichever way. Now and then, where it was slow, `runs` makes it each way. */
  note: (name: string, ms: number, runs: { forAll: Run; byValues: Run }) => void
}

/** Runs a statement once, and tells in how many milliseconds. */
type Run = () => Promise<number>

/** What takes no longer is left alone. */
const SLOW_MS = 25
/** After a trial so many slow runs go by until the next, and after each twice as many. */
const RUNS_BETWEEN_TRIALS = 100
const MOST_RUNS_BETWEEN_TRIALS = 12_800
/** How often both ways are tried: one that is slower is half as slow by chance now and then, and not each time. */
const ROUNDS = 3
const MAX_JUDGED = 1_000

interface Judged {
  isByValues: boolean
  /** Slow runs still to let go by, and those after the next trial. */
  resting: number
  rest: number
}

export function createPlanChoice(): PlanChoice {
  const judged = new LRUCache<string, Judged>({ max: MAX_JUDGED })
  return {
    isByValues: (name) => judged.get(name)?.isByValues === true,
    note: (name, ms, { forAll, byValues }) => {
      if (ms < SLOW_MS) return
      const known = judged.get(name) ?? { isByValues: false, resting: 0, rest: RUNS_BETWEEN_TRIALS }
      if (--known.resting > 0) return
      known.resting = known.rest
      known.rest = Math.min(2 * known.rest, MOST_RUNS_BETWEEN_TRIALS)
      judged.set(name, known)
      isFaster(forAll, byValues).then(
        (faster) => {
          known.isByValues = faster
        },
        // One that fails says nothing; whoever asked has had an answer.
        () => {},
      )
    },
  }
}

/** Whether the second way takes half the time of the first, each time, and the first is slow each time. */
async function isFaster(slow: Run, other: Run): Promise<boolean> {
  for (let round = 0; round < ROUNDS; round++) {
    const ms = await slow()
    if (ms < SLOW_MS || (await other()) >= ms / 2) return false
  }
  return true
}
