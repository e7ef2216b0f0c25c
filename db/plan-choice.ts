import { LRUCache } from 'lru-cache'

/**
 * Whether a statement is planned once for all values, or anew for the values of each run. Planning a nested statement takes
 * longer than running it, so that one plan for all is right nearly always; but where a few values are rare, it may
 * read a whole table for them. PostgreSQL itself goes by what it estimates after five runs, and never looks back. Here what is
 * slow is tried the other way, and stays there if that takes half the time.
 */
export interface PlanChoice {
  isByValues: (name: string) => boolean
  /** Tells how long a run took, and which way it went. */
  note: (name: string, ms: number, byValues: boolean) => void
}

/** What takes no longer is left alone. */
const SLOW_MS = 25
const TRIAL_RUNS = 3
/** After a trial that won nothing, so many slow runs go by until the next: values change, and so do tables. */
const RUNS_BETWEEN_TRIALS = 100
const MAX_JUDGED = 1_000

interface Judged {
  /** How long the run took that gave rise to the trial. */
  slowMs: number
  trialRuns: number
  trialMs: number
  isByValues: boolean
  /** Slow runs still to let go by. */
  resting: number
}

export function createPlanChoice(): PlanChoice {
  const judged = new LRUCache<string, Judged>({ max: MAX_JUDGED })
  const isTried = ({ trialRuns }: Judged) => trialRuns < TRIAL_RUNS

  const noteForAll = (name: string, ms: number) => {
    if (ms < SLOW_MS) return
    const known = judged.get(name)
    // What was sent before a trial began may end during it.
    if (known && (isTried(known) || --known.resting > 0)) return
    judged.set(name, {
      slowMs: ms,
      trialRuns: 0,
      trialMs: 0,
      isByValues: false,
      resting: RUNS_BETWEEN_TRIALS,
    })
  }
  const noteByValues = (name: string, ms: number) => {
    const known = judged.get(name)
    if (!known || !isTried(known)) return
    known.trialRuns++
    known.trialMs += ms
    known.isByValues = !isTried(known) && known.trialMs / TRIAL_RUNS < known.slowMs / 2
  }
  return {
    isByValues: (name) => {
      const known = judged.get(name)
      return known !== undefined && (known.isByValues || isTried(known))
    },
    note: (name, ms, byValues) => (byValues ? noteByValues(name, ms) : noteForAll(name, ms)),
  }
}
