import type pg from 'pg'
import { busyOr } from './busy.ts'
import type { Statement } from './database.ts'
import { createPlanChoice } from './plan-choice.ts'
import { isFull } from './prepared.ts'
import { refusedNullOr } from './refused-null.ts'

/** With nothing parsed a value is text. */
export const AS_TEXT = { getTypeParser: () => String }

/** Sends a statement, and resolves to the first column of its only row; null without one. */
export interface Reader {
  (statement: Statement): Promise<unknown>
  (statement: Statement, types: typeof AS_TEXT): Promise<string | null>
}

/**
 * Sends statements prepared, on the connections of `prepared`, where each is planned once; but those that are better
 * planned for their values on `plain`, as all are where there is nothing else.
 */
export function createReader(
  plain: pg.Pool,
  prepared: pg.Pool | null,
  onRead: (text: string) => void = () => {},
): Reader {
  const choice = createPlanChoice()
  function read(statement: Statement): Promise<unknown>
  function read(statement: Statement, types: typeof AS_TEXT): Promise<string | null>
  function read({ name, text, values }: Statement, types?: typeof AS_TEXT): Promise<unknown> {
    onRead(text)
    const byValues = prepared === null || choice.isByValues(name)
    const query = { text, values: [...values], rowMode: 'array' as const, ...(types && { types }) }
    const run = byValues ? send(plain, query) : send(prepared, { ...query, name })
    return run.then(
      ({ result, ms }) => {
        choice.note(name, ms, byValues)
        return result.rows[0]?.[0] ?? null
      },
      (error: unknown) => {
        throw busyOr(refusedNullOr(error))
      },
    )
  }
  return read
}

interface Run {
  result: pg.QueryArrayResult<unknown[]>
  /** Without the wait for a connection. */
  ms: number
}

/** As `pool.query` does, but that a connection with too many prepared statements ends with this one. */
const send = (pool: pg.Pool, query: pg.QueryArrayConfig) =>
  new Promise<Run>((resolve, reject) => {
    pool.connect((lost, client, release) => {
      if (!client) return reject(lost)
      const start = performance.now()
      client.query<unknown[]>(query, (error, result) => {
        release(Boolean(error) || (query.name !== undefined && isFull(client, query.name)))
        if (error) reject(error)
        else resolve({ result, ms: performance.now() - start })
      })
    })
  })
