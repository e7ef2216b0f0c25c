import type pg from 'pg'
import { busyOr, isTimedOut } from './busy.ts'
import type { Columns, Statement } from './database.ts'
import { createPlanChoice } from './plan-choice.ts'
import { isFull } from './prepared.ts'
import { refusedCursorOr } from './refused-cursor.ts'
import { refusedNullOr } from './refused-null.ts'

/** With nothing parsed a value is text. */
export const AS_TEXT = { getTypeParser: () => String }

/** Sends a statement, and resolves to its rows. */
export interface Reader {
  (statement: Statement): Promise<readonly Columns<unknown>[]>
  (statement: Statement, types: typeof AS_TEXT): Promise<readonly Columns<string | null>[]>
}

/** A statement that has ended. */
export interface StatementRun {
  /** Without its values. */
  text: string
  /** When it was sent, or began to wait for a connection, by performance.now(). */
  startMs: number
  /** What it ended by; null where it was answered. */
  error: unknown
}

interface ReaderOptions {
  /** Called with the text of every statement before it is sent. */
  onRead?: (text: string) => void
  onStatement?: ((run: StatementRun) => void) | undefined
}

/** The first column of the only row; null without one. */
export const firstValue = <Value>([row]: readonly Columns<Value>[]): Value | null => row?.[0] ?? null

/**
 * Sends statements prepared, on the connections of `prepared`, where each is planned once; but those that are better
 * planned for their values on `plain`, as all are where there is nothing else.
 */
export function createReader(
  plain: pg.Pool,
  prepared: pg.Pool | null,
  { onRead = () => {}, onStatement }: ReaderOptions = {},
): Reader {
  const choice = createPlanChoice()
  const send = onStatement ? telling(onStatement) : sendOn
  function read(statement: Statement): Promise<readonly Columns<unknown>[]>
  function read(statement: Statement, types: typeof AS_TEXT): Promise<readonly Columns<string | null>[]>
  function read({ name, text, values }: Statement, types?: typeof AS_TEXT) {
    onRead(text)
    const query = { text, values: [...values], rowMode: 'array' as const, ...(types && { types }) }
    const planned = () => send(plain, query)
    if (prepared === null) return planned().then(rowsOf, fail)
    const once = () => send(prepared, { ...query, name })
    const isByValues = choice.isByValues(name)
    const runs = { forAll: timed(once), byValues: timed(planned) }
    const startMs = performance.now()
    return (isByValues ? planned() : once()).then(
      (run) => {
        choice.note(name, run.ms, runs)
        return rowsOf(run)
      },
      (error: unknown) => {
        // What was ended since it took too long has shown as much, and is not run so again.
        const ms = performance.now() - startMs
        const way = isByValues ? 'byValues' : 'forAll'
        if (isTimedOut(error)) choice.note(name, ms, { ...runs, [way]: async () => ms })
        return fail(error)
      },
    )
  }
  return read
}

interface Run {
  result: pg.QueryArrayResult
  /** Without the wait for a connection. */
  ms: number
}

const rowsOf = ({ result }: Run) => result.rows

/** How long a run takes, also where it is ended since it takes too long. */
const timed = (send: () => Promise<Run>) => async (): Promise<number> => {
  const startMs = performance.now()
  try {
    return (await send()).ms
  } catch (error) {
    if (isTimedOut(error)) return performance.now() - startMs
    throw error
  }
}

const fail = (error: unknown): never => {
  throw busyOr(refusedCursorOr(refusedNullOr(error)))
}

/** As `pool.query` does, but that a connection with too many prepared statements ends with this one. */
const sendOn = (pool: pg.Pool, query: pg.QueryArrayConfig) =>
  new Promise<Run>((resolve, reject) => {
    pool.connect((lost, client, release) => {
      if (!client) return reject(lost)
      const start = performance.now()
      client.query(query, (error, result) => {
        release(Boolean(error) || (query.name !== undefined && isFull(client, query.name)))
        if (error) reject(error)
        else resolve({ result, ms: performance.now() - start })
      })
    })
  })

/** Tells when a statement has ended: behind the promise, since the driver calls back in the context of the connection. */
const telling =
  (onStatement: (run: StatementRun) => void): typeof sendOn =>
  async (pool, query) => {
    const startMs = performance.now()
    let error: unknown = null
    try {
      return await sendOn(pool, query)
    } catch (lost) {
      error = lost
      throw lost
    } finally {
      onStatement({ text: query.text, startMs, error })
    }
  }
