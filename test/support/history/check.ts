/** What was written and what readers were sent, and what is wrong with it. Knows nothing of what was tested. */

/** One attempt to write a value that no other attempt writes. */
export interface Write {
  value: string
  /** By one clock. `ended` is when the writer was told; infinite where it never was. */
  began: number
  ended: number
  /** UNKNOWN where the writer was not told: it may have been done or not. */
  outcome: 'DONE' | 'FAILED' | 'UNKNOWN'
}

/** What one reader was sent, in the order in which it was. */
export interface Reading {
  reader: string
  /** `place` is the number of the value, and `previous` what it was said to follow, where the reader was told. */
  values: readonly { value: string; place: number; previous?: number }[]
}

export interface Fault {
  kind: 'LOST' | 'REPEATED' | 'REORDERED' | 'GAP' | 'PHANTOM' | 'DISAGREEMENT' | 'OUT_OF_TIME'
  reader: string
  value: string
}

/**
 * Every fault of a history that has come to rest: each reader has read to the end. The set is full when every write that
 * was acknowledged is read once and nothing that failed is read; the order is total when all readers have the same one,
 * which is that of the places, without a gap, and in which no write precedes one that was acknowledged before it began.
 */
export function findFaults(writes: readonly Write[], readings: readonly Reading[]): Fault[] {
  return [
    ...readings.flatMap((reading) => [
      ...setFaults(writes, reading),
      ...orderFaults(reading),
      ...timeFaults(writes, reading),
    ]),
    ...disagreements(readings),
  ]
}

function setFaults(writes: readonly Write[], { reader, values }: Reading): Fault[] {
  const counts = new Map<string, number>()
  for (const { value } of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const known = new Map(writes.map((write) => [write.value, write]))
  const lost = writes.filter(({ value, outcome }) => outcome === 'DONE' && !counts.has(value))
  const faults: Fault[] = lost.map(({ value }) => ({ kind: 'LOST', reader, value }))
  for (const [value, count] of counts) {
    if (count > 1) faults.push({ kind: 'REPEATED', reader, value })
    const write = known.get(value)
    if (!write || write.outcome === 'FAILED') faults.push({ kind: 'PHANTOM', reader, value })
  }
  return faults
}

function orderFaults({ reader, values }: Reading): Fault[] {
  return values.flatMap(({ value, place, previous }, at): Fault[] => {
    const before = values[at - 1]
    if (before === undefined) return []
    if (place < before.place) return [{ kind: 'REORDERED', reader, value }]
    const follows = previous ?? place - 1
    return follows === before.place || place === before.place ? [] : [{ kind: 'GAP', reader, value }]
  })
}

/** Of the writes read so far the latest beginning must not be later than the end of one that is read after them. */
function timeFaults(writes: readonly Write[], { reader, values }: Reading): Fault[] {
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

/** One place has one value, whoever reads it. */
function disagreements(readings: readonly Reading[]): Fault[] {
  const values = new Map<number, string>()
  return readings.flatMap(({ reader, values: read }) =>
    read.flatMap(({ place, value }): Fault[] => {
      const known = values.get(place) ?? value
      values.set(place, known)
      return known === value ? [] : [{ kind: 'DISAGREEMENT', reader, value }]
    }),
  )
}

/** The kinds of the faults, each once. */
export const kindsOf = (faults: readonly Fault[]): string[] =>
  [...new Set(faults.map(({ kind }) => kind))].sort()
