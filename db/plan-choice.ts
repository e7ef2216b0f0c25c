import { LRUCache } from 'lru-cache'

/**
 * Whether a statement is planned once for all values, or anew for the values of each run. Planning a nested statement takes
 * longer than running it, so that one plan for all is right nearly always; but where a few values are rare, it may
 * read a whole table for them. PostgreSQL itself goes by what it estimates after five runs, and never looks back. Here a run
 * that was slow is tried aside, each way in turn. A statement that takes less than half by its values goes by them, with the time
 * that this saved to its credit; each later trial adds what was saved or lost, and without credit it goes back.
 */
export interface PlanChoice {
  isByValues: (name: string) => boolean
  /** Tells how long a run took, whichever way. Now and then, where it was slow, `runs` makes it each way. */
  note: (name: string, ms: number, runs: Runs) => void
}

/** A statement with its values, each way. Each runs it once, and tells in how many milliseconds. */
interface Runs {
  forAll: () => Promise<number>
  byValues: () => Promise<number>
}

/** What takes no longer is left alone. */
const SLOW_MS = 25
/** After a trial so many slow runs go by until the next, and after each twice as many. */
const RUNS_BETWEEN_TRIALS = 100
const MOST_RUNS_BETWEEN_TRIALS = 1_600
/** What is so many times slower than all that were tried is tried at once: it has values of another kind. */
const FAR = 2
/** How often both ways are tried: on a busy machine one is half as slow by chance now and then, and not each time. */
const ROUNDS = 3
const MAX_JUDGED = 1_000

interface Judged {
  /** Milliseconds that going by its values has saved; 0 where it does not. */
  credit: number
  isTrying: boolean
  /** Of the slowest run that was tried. */
  triedMs: number
  /** Slow runs still to let go by, and those after the next trial. */
  resting: number
  rest: number
}

export function createPlanChoice(): PlanChoice {
  const judged = new LRUCache<string, Judged>({ max: MAX_JUDGED })
  return {
    isByValues: (name) => (judged.get(name)?.credit ?? 0) > 0,
    note: (name, ms, runs) => {
      if (ms < SLOW_MS) return
      const known = judged.get(name) ?? judgedAnew(0)
      if (known.isTrying || (--known.resting > 0 && ms <= FAR * known.triedMs)) return
      known.isTrying = true
      known.triedMs = Math.max(known.triedMs, ms)
      known.resting = known.rest
      known.rest = Math.min(2 * known.rest, MOST_RUNS_BETWEEN_TRIALS)
      judged.set(name, known)
      const settle = (credit: number) => {
        const isOther = credit > 0 !== known.credit > 0
        Object.assign(known, isOther ? judgedAnew(credit) : { credit, isTrying: false })
      }
      // One that fails says nothing; whoever asked has had an answer.
      tryBoth(known.credit, runs).then(settle, () => settle(known.credit))
    },
  }
}

const judgedAnew = (credit: number): Judged => ({
  credit,
  isTrying: false,
  triedMs: 0,
  resting: 0,
  rest: RUNS_BETWEEN_TRIALS,
})

/** The credit after a trial. */
async function tryBoth(credit: number, { forAll, byValues }: Runs): Promise<number> {
  const saved: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const ms = await forAll()
    if (credit === 0 && ms < SLOW_MS) return 0
    const other = await byValues()
    if (credit === 0 && other >= ms / 2) return 0
    saved.push(ms - other)
  }
  if (credit === 0) return Math.min(...saved)
  return Math.max(0, credit + saved.reduce((sum, ms) => sum + ms, 0) / ROUNDS)
}
