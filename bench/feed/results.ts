import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { BenchFailure } from '../run/failure.ts'
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

export async function readResults(path: string): Promise<Results> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw new BenchFailure(`${path} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

/** Replaces the file whole. */
export async function writeResults(path: string, results: Results): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.part`, `${JSON.stringify(results, null, 2)}\n`)
  await rename(`${path}.part`, path)
}
