import { percentile } from '../faults/percentile.ts'
import type { Replica } from '../faults/replica.ts'
import type { Finding } from '../faults/world.ts'

/** A weight of a process, told by fifths of the time. */
interface Kind {
  name: string
  weigh(replica: Replica): Promise<number>
  /** Which of a fifth's values is told, from 0, the least, to 1. */
  part: number
  /** What the last fifth may be above the second, which is warm, beside a quarter: all of them go up and down. */
  some: number
}

const MB = 2 ** 20

const KINDS: readonly Kind[] = [
  { name: 'MB of memory', weigh: async (replica) => (await replica.memory()) / MB, part: 0.5, some: 30 },
  // The least is what is left after collecting: what is kept for ever raises it, and nothing else does.
  { name: 'MB of heap at least', weigh: async (replica) => (await replica.heap()) / MB, part: 0, some: 10 },
  { name: 'open files', weigh: (replica) => replica.handles(), part: 0.5, some: 20 },
]
const INTERVAL_MS = 2_000
const FIFTHS = 5
const MOST = 1.25

/** Weighs a process from now on. */
export function startScales(replica: Replica) {
  const scales = KINDS.map((kind) => ({ ...kind, values: [] as number[] }))
  const timer = setInterval(() => {
    for (const { weigh, values } of scales) void weigh(replica).then((value) => values.push(value))
  }, INTERVAL_MS)
  return {
    /** Growth is beyond the bar. */
    stop: (): Finding[] => {
      clearInterval(timer)
      return scales.map(({ name, values, part, some }) => {
        const fifths = Array.from({ length: FIFTHS }, (_, nth) => {
          const [from, to] = [nth, nth + 1].map((of) => Math.floor((values.length * of) / FIFTHS))
          return percentile(values.slice(from, to), part)
        })
        const figure = `${name} by fifths of the time: ${fifths.map((value) => value.toFixed()).join(', ')}`
        const [, warm = 0] = fifths
        const last = fifths.at(-1) ?? 0
        return { figure, missed: last > warm * MOST + some ? figure : undefined }
      })
    },
  }
}
