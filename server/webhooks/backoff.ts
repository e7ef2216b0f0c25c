const FIRST_MS = 1_000
const LONGEST_MS = 3_600_000
/** A receiver that asks for more is asked again all the same. */
const LONGEST_RETRY_AFTER_MS = 86_400_000

/**
 * How long to wait after so many failures in a row: twice as long each time, from one second to an hour, less up to a half by
 * `random` (0 to 1), so that receivers that failed together are not all called together. Never less than the receiver asked for.
 */
export function delayAfter(failures: number, retryAfterMs: number | null, random = Math.random()): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 30))
  const delay = Math.round(full * (1 - random / 2))
  return Math.max(delay, Math.min(retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS))
}

/** What a `Retry-After` header asks for: seconds or an instant, in milliseconds from now. Null where it cannot be read. */
export function readRetryAfter(text: string | undefined, nowMs: number): number | null {
  if (text === undefined) return null
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000
  const instant = text.endsWith(' GMT') ? Date.parse(text) : Number.NaN
  return Number.isNaN(instant) ? null : Math.max(0, instant - nowMs)
}
