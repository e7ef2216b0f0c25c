import type { Fault, Reading, Write } from './history.ts'

/** Order is that of time too: what was read so far must not have begun after the end of a write that is read later. */
export function findTimeFaults(writes: readonly Write[], { reader, values }: Reading): Fault[] {
  const known = new Map(writes.map((write) => [write.value, write]))
  let latestBeginning = Number.NEGATIVE_INFINITY
  return values.flatMap(({ value }): Fault[] => {
    const write = known.get(value)
    if (!write) return []
    const isLate = write.ended < latestBeginning
    latestBeginning = Math.max(latestBeginning, write.began)
    return isLate ? [{ kind: 'OUT_OF_TIME', reader, value }] : []
  })
}
