import { findDisagreements } from './agreement.ts'
import { findChainFaults } from './chain.ts'
import type { Entry, Fault, Reading, Write } from './history.ts'
import { findOrderFaults } from './order.ts'
import { findSetFaults } from './set.ts'
import { findTableFaults } from './table.ts'
import { findTimeFaults } from './time.ts'

/**
 * Every fault of a history that has come to rest: each reader has read to the end. `entries` is what the database then
 * holds of it, in the order of the places.
 */
export function findFaults(
  writes: readonly Write[],
  readings: readonly Reading[],
  entries?: readonly Entry[],
): Fault[] {
  return [
    ...readings.flatMap((reading) => [
      ...findSetFaults(writes, reading),
      ...findOrderFaults(reading),
      ...findTimeFaults(writes, reading),
      ...findChainFaults(reading),
    ]),
    ...findDisagreements(readings),
    ...(entries ? findTableFaults(entries, writes, readings) : []),
  ]
}

/** The kinds of the faults, each once. */
export const kindsOf = (faults: readonly Fault[]): string[] =>
  [...new Set(faults.map(({ kind }) => kind))].sort()
