import { until } from '../../until.ts'
import type { FaultKind } from '../world.ts'

const SHARE = 0.3

/** The answer of a mutation is destroyed on its way: the writer sends the same key again, and exactly one entry is made. */
export const loseAnswer: FaultKind = {
  name: 'lose-answer',
  rounds: { full: 200, short: 20 },
  inject: async ({ writers }) => {
    const before = writers.lost
    writers.losing = SHARE
    await until('a lost answer', () => writers.lost > before)
    writers.losing = 0
    return undefined
  },
}
