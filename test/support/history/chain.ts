import type { Fault, Reading } from './history.ts'

/**
 * Each frame tells the place of the one before it, and so does the first after coming back: it is at the place that was
 * come back by. The very first frame follows itself.
 */
export function findChainFaults({ reader, frames = [] }: Reading): Fault[] {
  return frames.flatMap(({ cursor, previousCursor }, at): Fault[] => {
    const follows = frames[at - 1]?.cursor ?? cursor
    return previousCursor === follows ? [] : [{ kind: 'BROKEN_CHAIN', reader, value: cursor }]
  })
}
