import type { Way } from './way.ts'

/** What is measured side by side. */
export const SERVERS = ['dateline', 'bare'] as const
export type Server = (typeof SERVERS)[number]

/** What one server did. Times are in milliseconds, memory in bytes; null where it cannot be told. */
export interface Measurement {
  way: Way
  server: Server
  /** With nobody there, with all who subscribe, and the most of it all. */
  memory: { empty: number | null; full: number | null; most: number | null }
  /** From COMMIT to a lone subscriber. */
  alone: Spread
  /** From COMMIT to each of all subscribers, over all rounds. */
  all: Spread
  /** The median of the bursts. */
  deliveriesPerSecond: number
  /** Microseconds of the server's CPU a delivery, over the bursts. */
  cpuUs: number | null
}

export interface Spread {
  p50: number
  p99: number
}

/** Of at least one number. */
export function spreadOf(numbers: readonly number[]): Spread {
  const sorted = Float64Array.from(numbers).sort()
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { p50: at(0.5), p99: at(0.99) }
}
