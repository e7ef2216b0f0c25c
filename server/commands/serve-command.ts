import { parseArgs } from 'node:util'
import { type Config, workerNumber } from '../config.ts'
import { UsageError } from '../usage-error.ts'
import { MAX_WORKERS } from '../workers/connections.ts'

/** Reads the words behind `dateline serve`, which win over the settings. Throws UsageError, or as parseArgs does. */
export function readServeCommand(args: string[]): Partial<Pick<Config, 'workers'>> {
  const { values } = parseArgs({ args, options: { workers: { type: 'string' } } })
  if (values.workers === undefined) return {}
  const workers = workerNumber(values.workers)
  if (workers === undefined) throw new UsageError(`--workers is a number from 1 to ${MAX_WORKERS}`)
  return { workers }
}
