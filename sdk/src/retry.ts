import { AbortedError, GraphQLRequestError, HttpError, NetworkError, TimeoutError } from './errors.ts'

const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 10_000

/** Whether the same request may succeed in a while. */
export function isPassing(error: unknown): boolean {
  if (error instanceof HttpError) return PASSING_STATUS.has(error.status)
  if (error instanceof GraphQLRequestError) return PASSING_CODE.has(error.code ?? '')
  return error instanceof NetworkError || error instanceof TimeoutError
}

const PASSING_STATUS = new Set([408, 425, 429, 502, 503, 504])
const PASSING_CODE = new Set(['BUSY', 'GOING_AWAY', 'SLOW_READER', 'RATE_LIMITED'])

/**
 * Waits before the next try: longer each time, and by chance, so that many clients do not come back at once; as long as the
 * service asked for. Rejects with AbortedError.
 */
export function pause(nth: number, error: unknown, signal: AbortSignal | undefined): Promise<void> {
  const asked = error instanceof HttpError || error instanceof GraphQLRequestError ? error.retryAfterMs : 0
  const ms = Math.random() * Math.min(FIRST_PAUSE_MS * 2 ** nth, LONGEST_PAUSE_MS) + (asked ?? 0)
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(new AbortedError(signal?.reason))
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    if (signal?.aborted) stop()
    else signal?.addEventListener('abort', stop)
  })
}
