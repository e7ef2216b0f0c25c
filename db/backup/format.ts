import type { DumpTable } from './tables.ts'

/** Of the lines below. A release reads its own alone. */
export const FORMAT = 1

/**
 * The first line of a dump. Behind it each table follows as a line `{"table":NAME}` and a line a row: an array of its columns as
 * PostgreSQL prints them, or null. Then `{"sequences":{NAME:LAST}}`, and the manifest.
 */
export interface DumpHead {
  dateline: 'dump'
  format: typeof FORMAT
  /** When its snapshot was taken. */
  at: string
  /** The newest entry of its feed. */
  feedSeq: string
  migrations: string[]
  /** In the order in which they follow. */
  tables: DumpTable[]
}

/** The last line: without it a dump is not whole. */
export interface Manifest {
  /** Rows of each table. */
  rows: Record<string, number>
  /** SHA-256 of all bytes before this line, in hexadecimal. */
  sha256: string
}

export const lineOf = (value: object): string => `${JSON.stringify(value)}\n`

/** An identifier as SQL has it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
