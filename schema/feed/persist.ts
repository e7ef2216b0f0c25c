import { setTimeout as sleep } from 'node:timers/promises'
import { isTimedOut, isUnavailable } from '../../db/busy.ts'

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 3_000
/** A statement that takes too long again and again would do so for ever. */
const MAX_SLOW_TRIES = 3

/**
 * Reads again while the database is away: a subscription outlives its restart. Throws when the signal aborts, when the
 * statement takes too long three times in a row, and whatever else is thrown.
 */
export async function persist<Result>(read: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  let pauseMs = FIRST_PAUSE_MS
  for (let slow = 0; ; ) {
    try {
      return await read()
    } catch (error) {
      if (isTimedOut(error) && ++slow >= MAX_SLOW_TRIES) throw error
      if (!isUnavailable(error)) throw error
    }
    await sleep(pauseMs, undefined, { signal, ref: false })
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
  }
}
