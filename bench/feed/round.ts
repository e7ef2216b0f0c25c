import { setTimeout as sleep } from 'node:timers/promises'
import type { Arrivals } from './jobs.ts'
import { nowMs } from './way.ts'

/** Nothing more comes after so long a silence. */
const SILENCE_MS = 10_000
/** What comes twice comes by then. */
const AFTERMATH_MS = 20
const LOOK_MS = 5

/** Counts what all subscribers are sent, and notes when each has all of it. */
export function createRound() {
  const counts: number[] = []
  const at: number[] = []
  let [target, missing, arrived] = [0, 0, 0]
  return {
    /** Of one more subscriber: to be called with how many entries came at a time. */
    counter: () => {
      const place = counts.push(0) - 1
      return (entries: number) => {
        const count = (counts[place] ?? 0) + entries
        counts[place] = count
        arrived += entries
        if (count < target || count - entries >= target) return
        at[place] = nowMs()
        missing--
      }
    },
    expect: (entries: number) => {
      counts.fill(0)
      at.length = 0
      ;[target, missing, arrived] = [entries, counts.length, 0]
      return {}
    },
    arrivals: async (): Promise<Arrivals> => {
      let [seen, lastMs] = [arrived, nowMs()]
      while (missing > 0 && nowMs() - lastMs < SILENCE_MS) {
        await sleep(LOOK_MS)
        if (arrived > seen) [seen, lastMs] = [arrived, nowMs()]
      }
      await sleep(AFTERMATH_MS)
      const difference = counts.map((count) => target - count)
      const sum = (numbers: number[]) => numbers.reduce((one, other) => one + other, 0)
      return {
        at: [...at],
        lost: sum(difference.filter((one) => one > 0)),
        extra: -sum(difference.filter((one) => one < 0)),
      }
    },
    clear: () => {
      counts.length = 0
    },
  }
}
