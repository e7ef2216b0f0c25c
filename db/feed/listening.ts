import { randomUUID } from 'node:crypto'
import type { Session } from '../database.ts'

/** A notification comes within milliseconds, or never. */
const LONGEST_WAIT_MS = 2_000

/** Finds out whether notifications arrive. */
export interface Listening {
  /** Whether a payload is that of the test, and nothing else has happened. */
  hear(payload: string): boolean
  /** Notifies the session itself, and warns where it does not hear that. */
  test(session: Session, onWarning: (message: string) => void): Promise<void>
  close(): void
}

/** For one session. A pooler that gives LISTEN to another session says nothing about it: only a try tells. */
export function startListening(channel: string): Listening {
  const token = `test ${randomUUID()}`
  const heard = Promise.withResolvers<boolean>()
  return {
    hear: (payload) => {
      if (payload === token) heard.resolve(true)
      return payload.startsWith('test ')
    },
    test: async (session, onWarning) => {
      if (!session.isListening) return
      const timer = setTimeout(() => heard.resolve(false), LONGEST_WAIT_MS).unref()
      // A connection that is lost is told of elsewhere, and is not deaf.
      await session.query('select pg_notify($1, $2)', [channel, token]).catch(() => heard.resolve(true))
      if (!(await heard.promise)) onWarning(DEAF)
      clearTimeout(timer)
    },
    close: () => heard.resolve(true),
  }
}

const DEAF =
  'Notifications of PostgreSQL do not arrive: subscribers hear of a change within a second. Behind a pooler set DATABASE_POOLER and DATABASE_DIRECT_URL'
