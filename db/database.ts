import type { Readable, Writable } from 'node:stream'
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
  /** All rows of a statement, by column. JSON columns arrive parsed. */
  readRows(statement: Statement): Promise<readonly Columns<unknown>[]>
  /** The same as PostgreSQL prints it. Throws as `readText` does. */
  readTextRows(statement: Statement): Promise<readonly Columns<string | null>[]>
  /** Opens a connection of its own that hears a channel. Resolves once it is there; throws where it cannot be had. */
  openSession(options: SessionOptions): Promise<Session>
  /**
   * Does work in one transaction on one connection, by which whole tables are copied. What the work throws takes back
   * all that it did. `begin` is the statement that begins the transaction.
   */
  copying<T>(begin: string, work: (copier: Copier) => Promise<T>): Promise<T>
  /** Its connections, of each pool, as they are now. */
  pools(): readonly PoolUse[]
  /** Ends every connection, after the statements under way. */
  close(): Promise<void>
}

/** What is made of the connections of one pool. */
export interface PoolUse {
  /** `plain` for what is planned for its values, and all that writes; `prepared` for the rest of what queries read. */
  name: 'plain' | 'prepared'
  open: number
  /** Those that nobody uses. */
  idle: number
  /** How many wait for one. */
  waiting: number
  most: number
}

/** One transaction; a statement at a time. */
export interface Copier {
  /** The rows of a statement, by column. */
  query(text: string, values?: readonly unknown[]): Promise<readonly Columns<unknown>[]>
  /** What a `copy … to stdout` writes, to be read to its end. */
  copyOut(text: string): Readable
  /** Where the rows of a `copy … from stdin` go. Finished once they are stored. */
  copyIn(text: string): Writable
}

/** A row by its columns, in the order of the statement. */
export type Columns<Value> = readonly Value[]

export interface SessionOptions {
  /** What it listens to. */
  channel: string
  /** Called with the payload of each notification. */
  onNotify: (payload: string) => void
  /** Called when a lost connection is there again: notifications may have been missed. */
  onReconnect: () => void
}

/** A connection that is opened again when it is lost, sooner at first and every three seconds in the end. Whoever opened it closes it. */
export interface Session {
  /** Whether notifications can reach it: a pooler does not pass them on. */
  readonly isListening: boolean
  /** The rows of a statement. Rejects while the connection is lost, and when it is lost under way. */
  query(text: string, values: readonly unknown[]): Promise<readonly Columns<unknown>[]>
  close(): Promise<void>
}
