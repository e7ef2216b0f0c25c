import { percentile } from '../faults/percentile.ts'
import type { Replica } from '../faults/replica.ts'
import type { Finding } from '../faults/world.ts'

interface Weight {
  megabytes: number
  handles: number
}

const INTERVAL_MS = 2_000
const PARTS = 5
/** What the last part of a run may be above the second, which is warm: memory and open files go up and down. */
const MOST = 1.25
const SOME = { megabytes: 30, handles: 20 }

/** Weighs a process from now on. */
export function startScales(replica: Replica) {
  const weights: Weight[] = []
  const weigh = async () => {
    const [bytes, handles] = await Promise.all([replica.memory(), replica.handles()])
    weights.push({ megabytes: bytes / 2 ** 20, handles })
  }
  const timer = setInterval(() => void weigh(), INTERVAL_MS)
  return {
    /** The medians of five parts of the time: growth is beyond the bar. */
    stop: (): Finding[] => {
      clearInterval(timer)
      return [
        grownOf(
          'MB of memory',
          weights.map(({ megabytes }) => megabytes),
          SOME.megabytes,
        ),
        grownOf(
          'open files',
          weights.map(({ handles }) => handles),
          SOME.handles,
        ),
      ]
    },
  }
}

function grownOf(name: string, values: readonly number[], some: number): Finding {
  const medians = Array.from({ length: PARTS }, (_, part) => {
    const from = Math.floor((values.length * part) / PARTS)
    return percentile(values.slice(from, Math.floor((values.length * (part + 1)) / PARTS)), 0.5)
  })
  const figure = `${name} by fifths of the time: ${medians.map((value) => value.toFixed()).join(', ')}`
  const [, warm = 0] = medians
  const last = medians.at(-1) ?? 0
  return { figure, missed: last > warm * MOST + some ? figure : undefined }
}
