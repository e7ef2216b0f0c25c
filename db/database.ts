import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** A statement that is prepared once a connection: `name` is the same for the same text and no other. */
export interface Statement {
  name: string
  text: string
  values: readonly unknown[]
}

/** An open database. Whoever opened it closes it; nobody else does. */
export interface Database {
  /** Writes, and the reads that no GraphQL query makes. */
  kysely: Kysely<Tables>
  /** The first column of the statement's only row; null when it has none. A JSON column arrives parsed. */
  read(statement: Statement): Promise<unknown>
  /** The same as PostgreSQL prints it. Throws RefusedNull where the statement found that it cannot write the answer. */
  readText(statement: Statement): Promise<string | null>
  /**
   * Calls `wake` after commits that notified `channel`, on a connection of its own. A lost connection is
   * opened again, and `wake` called then, since a notification may have been missed. Resolves once listening.
   */
  listen(channel: string, wake: () => void): Promise<Listener>
  /** Ends every connection, after the statements under way. */
  close(): Promise<void>
}

/** A listening connection; close it to stop. */
export interface Listener {
  close(): Promise<void>
}
