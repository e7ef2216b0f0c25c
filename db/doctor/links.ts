import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../database.ts'
import { findReplayed, findWritten } from '../replica-position.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

const LONGEST_WAIT_MS = 2_000
const STEP_MS = 50

/** Whether a notification of our own arrives, which a transaction pooler swallows without a word. */
export async function checkListening(database: Database): Promise<Finding> {
  const heard = Promise.withResolvers<boolean>()
  const channel = `dateline_doctor_${randomUUID().slice(0, 8)}`
  const session = await database.openSession({
    channel,
    onNotify: () => heard.resolve(true),
    onReconnect: () => {},
  })
  const timer = setTimeout(() => heard.resolve(false), session.isListening ? LONGEST_WAIT_MS : 0)
  try {
    await session.query('select pg_notify($1, $2)', [channel, ''])
    if (await heard.promise) return ok('listening', 'notifications arrive')
    return warn(
      'listening',
      'notifications do not arrive: subscribers hear of a change within a second',
      'behind a pooler set DATABASE_POOLER and DATABASE_DIRECT_URL',
    )
  } finally {
    clearTimeout(timer)
    await session.close()
  }
}

/** Whether the replica is of this primary, and how soon it has what the primary has now. */
export async function checkReplica(primary: Database, replica: Database): Promise<Finding> {
  const advice = 'queries read from the primary until it is'
  const started = performance.now()
  try {
    const written = await findWritten(primary)
    for (;;) {
      const replayed = await findReplayed(replica)
      if (replayed === null || replayed.history !== written.history) {
        return fail('replica', 'is no replica of DATABASE_URL', 'name one in DATABASE_REPLICA_URL')
      }
      const ms = Math.round(performance.now() - started)
      if (replayed.position >= written.position) return ok('replica', `follows within ${ms} ms`)
      if (ms > LONGEST_WAIT_MS) {
        return warn('replica', `${written.position - replayed.position} bytes behind after ${ms} ms`, advice)
      }
      await sleep(STEP_MS)
    }
  } catch (error) {
    return warn('replica', `does not answer (${codeOf(error)})`, advice)
  }
}

/** Never the message: it may name hosts and roles. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && error.code !== undefined
    ? String(error.code)
    : 'no answer in time'
