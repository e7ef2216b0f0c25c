import { readResultsFile, replaceFile } from '../results-file.ts'
import type { Measurement } from './figures.ts'

/** A run. */
export interface Results {
  /** Where and on what, in words for readers. */
  about: {
    begun: string
    commit: string
    machine: string
    node: string
    postgres: string
    subscribers: number
    rounds: number
    bursts: number
    burst: number
    alone: number
    /** How many processes wanted a processor, on average over the minute before, at its begin and its end. */
    load: readonly [number, number]
  }
  measurements: Measurement[]
}

export const readResults = (path: string): Promise<Results> => readResultsFile(path)

export const writeResults = (path: string, results: Results): Promise<void> =>
  replaceFile(path, `${JSON.stringify(results, null, 2)}\n`)
