import { setTimeout as sleep } from 'node:timers/promises'
import { probeDatabase } from '../../db/open.ts'
import { codeOf, PostgresFailure } from './failure.ts'

const READY_TIMEOUT_MS = 30_000
const RECOVERY_TIMEOUT_MS = 600_000
const REFUSAL_TIMEOUT_MS = 2_000
const PROBE_INTERVAL_MS = 20

/**
 * Waits until a PostgreSQL answers SQL. False when it ended meanwhile; a PostgresFailure when it lives and has not
 * answered after 30 seconds, after two if it refuses the password, after ten minutes if it recovers from a crash.
 */
export async function waitUntilReady(
  url: string,
  isRunning: () => boolean | Promise<boolean>,
): Promise<boolean> {
  const begun = performance.now()
  for (;;) {
    try {
      await probeDatabase(url)
      return true
    } catch (error) {
      if (!(await isRunning())) return false
      if (performance.now() - begun > patienceWith(codeOf(error))) throw noAnswer(error)
    }
    await sleep(PROBE_INTERVAL_MS)
  }
}

function patienceWith(code: string | undefined): number {
  // It says that it is replaying its log: stopping it would only make the next start begin anew.
  if (code === '57P03') return RECOVERY_TIMEOUT_MS
  // Not at once: the answer may be that of a stranger that took the port, and ours is about to end for it.
  if (code === '28P01') return REFUSAL_TIMEOUT_MS
  return READY_TIMEOUT_MS
}

function noAnswer(cause: unknown): PostgresFailure {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new PostgresFailure('POSTGRES_FAILED', `PostgreSQL runs but does not answer: ${reason}`, { cause })
}
