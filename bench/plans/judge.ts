import { EXCEPTIONS } from './exceptions.ts'
import type { Measured, PlanKind } from './explain.ts'

/** What a page may cost on the loaded database. A count may take longer: it reads what it counts. */
const LIMITS = { scannedRows: 10_000, buffers: 20_000, milliseconds: 100, countMilliseconds: 400 }

/** What is wrong with a plan; empty when nothing is. */
export function faultsOf(name: string, measured: Measured | null): string[] {
  if (measured === null) return ['did not end in time']
  const { scans, buffers, execution } = measured
  const time = `${Math.round(execution)} ms`
  if (name.startsWith('count ')) return execution > LIMITS.countMilliseconds ? [time] : []
  return [
    ...scans
      .filter(({ rows }) => rows > LIMITS.scannedRows)
      .map(({ table, rows }) => `reads all of ${table}, ${Math.round(rows)} rows`),
    ...(buffers > LIMITS.buffers ? [`${buffers} pages`] : []),
    ...(execution > LIMITS.milliseconds ? [time] : []),
  ]
}

/** Why a faulty plan is put up with; undefined when it is not. */
export function excuseOf(name: string, plan: PlanKind, measured: Measured | null): string | undefined {
  if (measured === null) return undefined
  const { execution } = measured
  return EXCEPTIONS.find(
    ({ cases, milliseconds }) => cases.test(`${name}, ${plan}`) && execution <= milliseconds,
  )?.because
}
