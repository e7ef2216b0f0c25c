import { readResultsFile, replaceFile } from '../results-file.ts'
import type { Server } from '../shapes/shape.ts'
import type { Measurement } from './measure.ts'
import type { Turn } from './rounds.ts'

/** A run, as far as it has come. */
export interface Results {
  /** Where and on what, in words for readers. */
  about: {
    begun: string
    commit: string
    machine: string
    node: string
    postgres: string
    articles: number
    claims: number
    seconds: number
    seed: number
  }
  /** Milliseconds from a server's start to its first answer. */
  startMs: Partial<Record<Server, number>>
  measurements: Measurement[]
}

export const readResults = (path: string): Promise<Results> => readResultsFile(path)

/** A measurement a line. */
export function writeResults(path: string, { measurements, ...told }: Results): Promise<void> {
  const lines = measurements.map((one) => `    ${JSON.stringify(one)}`).join(',\n')
  const head = JSON.stringify(told, null, 2).replace(/\n\}$/, '')
  return replaceFile(path, `${head},\n  "measurements": [\n${lines}\n  ]\n}\n`)
}

/** Whether every server of a turn was measured in it. */
export const hasTurn = (measurements: readonly Measurement[], turn: Turn): boolean =>
  turn.order.every((server) => measurements.some((one) => one.server === server && isOf(one, turn)))

/** The measurements without those of a turn that was not finished: its servers are measured side by side or not at all. */
export const withoutTurn = (measurements: readonly Measurement[], turn: Turn): Measurement[] =>
  measurements.filter((one) => !isOf(one, turn))

const isOf = (one: Measurement, { shape, connections, round }: Turn) =>
  one.shape === shape && one.connections === connections && one.round === round
