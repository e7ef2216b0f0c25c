import { setTimeout as sleep } from 'node:timers/promises'
import { Busy, isTimedOut } from './busy.ts'
import type { Database } from './database.ts'
import type { ReadToken } from './read-token.ts'
import { RefusedNull } from './refused-null.ts'
import { openReplicaWatch, type WatchOptions } from './replica-watch.ts'

/** How long a read waits for what its caller wrote, before the primary answers it. A replica nearby is there by then. */
const WAIT_MS = 10
const MAX_LAG_MS = 10_000

/** A replica that reads of queries go to, while it can answer them. */
export interface Replica {
  /**
   * The database that one request reads from: the replica, as long as it answers, and has all that the token stands
   * for; else the primary. Only `read` and `readText` go there, everything else to the primary.
   */
  readerFor(token: ReadToken | null): Database
  /** Stops looking at the replica and ends its connections. The primary stays open. */
  close(): Promise<void>
}

/** Reads from `replica`, which it closes, on behalf of `primary`, which it does not. */
export async function openReplica(
  primary: Database,
  replica: Database,
  { maxLagMs = MAX_LAG_MS, onChange = () => {} }: Partial<WatchOptions> = {},
): Promise<Replica> {
  const watch = await openReplicaWatch(primary, replica, { maxLagMs, onChange })

  /** Asks the replica, and the primary where that has no answer. */
  const ask = async <Answer>(question: (of: Database) => Promise<Answer>): Promise<Answer> => {
    if (!watch.isUsable) return question(primary)
    try {
      return await watch.unlessLost(question(replica))
    } catch (error) {
      // What takes too long there takes too long here, and a value that is missing there is missing here.
      if (isTimedOut(error) || error instanceof RefusedNull) throw error
      if (isUnanswered(error)) watch.doubt(error)
      // A replica ends statements that its replay is in the way of, and may not know the newest tables yet.
      return question(primary)
    }
  }
  const reader: Database = {
    ...primary,
    read: (statement) => ask((of) => of.read(statement)),
    readText: (statement) => ask((of) => of.readText(statement)),
  }

  const choose = async (token: ReadToken): Promise<Database> => {
    for (const waitMs of [0, WAIT_MS]) {
      if (waitMs > 0) await sleep(waitMs)
      if (!watch.isUsable) return primary
      await watch.unlessLost(watch.ask()).catch(watch.doubt)
      if (watch.has(token)) return reader
    }
    return primary
  }
  return {
    readerFor: (token) => {
      if (token === null) return reader
      if (!watch.isUsable || !watch.isOf(token.history)) return primary
      if (watch.has(token)) return reader
      let chosen: Promise<Database> | undefined
      const choice = () => {
        chosen ??= choose(token)
        return chosen
      }
      return {
        ...primary,
        read: async (statement) => (await choice()).read(statement),
        readText: async (statement) => (await choice()).readText(statement),
      }
    },
    close: async () => {
      watch.close()
      await replica.close()
    },
  }
}

/** Shutting down, crashed, starting, dropped; and the class of lost connections. */
const LOST = /^(57P|08)/

/** Whether there was no answer, rather than one that refused. */
const isUnanswered = (error: unknown): boolean => {
  const code = codeOf(error)
  return !(error instanceof Busy) && (code === null || LOST.test(code))
}

/** The code of an error that PostgreSQL reported; null for any other. */
const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'severity' in error && 'code' in error ? String(error.code) : null
