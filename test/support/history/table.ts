import type { Entry, Fault, Reading, Write } from './history.ts'

const DATABASE = 'database'

/**
 * What the database holds at the end: every acknowledged write once, nothing that failed, its numbers without a hole
 * from the first on. A write without an answer may be there, and then every reader has read it too.
 */
export function findTableFaults(
  entries: readonly Entry[],
  writes: readonly Write[],
  readings: readonly Reading[],
): Fault[] {
  const held = new Map<string, number>()
  for (const { value } of entries) held.set(value, (held.get(value) ?? 0) + 1)
  const faults: Fault[] = []
  for (const { value, outcome } of writes) {
    if (outcome === 'DONE' && !held.has(value)) faults.push({ kind: 'UNWRITTEN', reader: DATABASE, value })
    if (outcome === 'FAILED' && held.has(value)) faults.push({ kind: 'PHANTOM', reader: DATABASE, value })
    if ((held.get(value) ?? 0) > 1) faults.push({ kind: 'WRITTEN_TWICE', reader: DATABASE, value })
  }
  return [
    ...faults,
    ...findHoles(entries),
    ...readings.flatMap((reading) => findUnread(entries, writes, reading)),
  ]
}

function findHoles(entries: readonly Entry[]): Fault[] {
  return entries.flatMap(({ place, value }, at): Fault[] => {
    const before = entries[at - 1]
    return before && place !== before.place + 1 ? [{ kind: 'HOLE', reader: DATABASE, value }] : []
  })
}

/** Of what was acknowledged the set tells already. */
function findUnread(
  entries: readonly Entry[],
  writes: readonly Write[],
  { reader, values }: Reading,
): Fault[] {
  const told = new Set(writes.filter(({ outcome }) => outcome === 'DONE').map(({ value }) => value))
  const read = new Set(values.map(({ value }) => value))
  return entries
    .filter(({ value }) => !told.has(value) && !read.has(value))
    .map(({ value }) => ({ kind: 'LOST', reader, value }))
}

/** Writes whose answer never came and that were done all the same: allowed, and worth counting. */
export const countUntold = (entries: readonly Entry[], writes: readonly Write[]): number => {
  const held = new Set(entries.map(({ value }) => value))
  return writes.filter(({ value, outcome }) => outcome === 'UNKNOWN' && held.has(value)).length
}
