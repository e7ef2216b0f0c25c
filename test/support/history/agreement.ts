import type { Fault, Reading } from './history.ts'

/** One place has one value, whoever reads it. */
export function findDisagreements(readings: readonly Reading[]): Fault[] {
  const values = new Map<number, string>()
  return readings.flatMap(({ reader, values: read }) =>
    read.flatMap(({ place, value }): Fault[] => {
      const known = values.get(place) ?? value
      values.set(place, known)
      return known === value ? [] : [{ kind: 'DISAGREEMENT', reader, value }]
    }),
  )
}
