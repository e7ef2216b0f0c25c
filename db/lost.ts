/** Shutting down, crashed, starting, and the class of lost connections. */
const LOST_STATES = /^(57P|08)/
/** Of the system: refused, reset, timed out, unreachable. */
const LOST_SYSTEM = /^E(CONN|PIPE|TIMEDOUT|HOST|NET|AI_AGAIN|NOTFOUND)/
/** What `pg` says without a code. */
const LOST_CLIENT = /Connection terminated|connection is lost|not queryable|Query read timeout/i

/** Whether an error says that there was no answer, and the same may have one once the database is there again. */
export function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  if (LOST_STATES.test(code) || LOST_SYSTEM.test(code)) return true
  return LOST_CLIENT.test(error.message)
}
