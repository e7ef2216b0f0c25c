import type { Fault, Reading, Write } from './history.ts'

/** The set is full when every write that was acknowledged is read once, and nothing else but what may have been done. */
export function findSetFaults(writes: readonly Write[], { reader, values }: Reading): Fault[] {
  const counts = new Map<string, number>()
  for (const { value } of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const known = new Map(writes.map((write) => [write.value, write]))
  const lost = writes.filter(({ value, outcome }) => outcome === 'DONE' && !counts.has(value))
  const faults: Fault[] = lost.map(({ value }) => ({ kind: 'LOST', reader, value }))
  for (const [value, count] of counts) {
    for (let more = 1; more < count; more++) faults.push({ kind: 'REPEATED', reader, value })
    const write = known.get(value)
    if (!write || write.outcome === 'FAILED') faults.push({ kind: 'PHANTOM', reader, value })
  }
  return faults
}
