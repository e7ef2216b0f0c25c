import { GraphQLRequestError, HttpError, NetworkError, TimeoutError } from './errors.ts'
import { startTimer, type Timer, within } from './watch.ts'

const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 10_000

/** Whether the same request may succeed in a while. */
export function isPassing(error: unknown): boolean {
  if (error instanceof HttpError) return PASSING_STATUS.includes(error.status)
  if (error instanceof GraphQLRequestError) return PASSING_CODE.test(`${error.code}`)
  return error instanceof NetworkError || error instanceof TimeoutError
}

const PASSING_STATUS = [408, 425, 429, 502, 503, 504]
/** `BUSY`, `OUTCOME_UNKNOWN`, `GOING_AWAY`, `SLOW_READER`, `RATE_LIMITED`: each byte of them would be loaded by every app. */
const PASSING_CODE = /^(BUSY|OUTCOME|GOING|SLOW|RATE)/

/**
 * Waits before the next try: longer each time, and by chance, so that many clients do not come back at once; as long as the
 * service asked for. Rejects with AbortedError.
 */
export async function pause(nth: number, error: unknown, signal: AbortSignal | undefined): Promise<void> {
  const asked = error instanceof HttpError || error instanceof GraphQLRequestError ? error.retryAfterMs : 0
  const own = Math.random() * Math.min(FIRST_PAUSE_MS * 2 ** nth, LONGEST_PAUSE_MS)
  let timer: Timer | undefined
  try {
    await within(signal, new Promise<void>((resolve) => (timer = startTimer(resolve, own + (asked ?? 0)))))
  } finally {
    clearTimeout(timer)
  }
}
