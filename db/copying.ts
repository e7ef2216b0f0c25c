import type pg from 'pg'
import { from, to } from 'pg-copy-streams'
import type { Database } from './database.ts'

/** `Database.copying` on a pool. */
export const copyingOn =
  (pool: pg.Pool): Database['copying'] =>
  async (begin, work) => {
    const client = await pool.connect()
    let isWhole = false
    try {
      await client.query(begin)
      const result = await work({
        query: async (text, values = []) =>
          (await client.query<unknown[]>({ text, values: [...values], rowMode: 'array' })).rows,
        copyOut: (text) => client.query(to(text)),
        copyIn: (text) => client.query(from(text)),
      })
      await client.query('commit')
      isWhole = true
      return result
    } finally {
      // A copy may have been left in its midst: the connection is ended, and PostgreSQL takes all of it back.
      client.release(!isWhole)
    }
  }
