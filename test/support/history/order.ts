import type { Fault, Reading } from './history.ts'

/** The order is that of the places, and dense: each follows the one before it, the first what the reader began behind. */
export function findOrderFaults({ reader, start, values }: Reading): Fault[] {
  let before = start
  return values.flatMap(({ value, place, previous }): Fault[] => {
    const last = before
    before = place
    if (last === undefined || place === last) return []
    if (place < last) return [{ kind: 'REORDERED', reader, value }]
    return (previous ?? place - 1) === last ? [] : [{ kind: 'GAP', reader, value }]
  })
}
