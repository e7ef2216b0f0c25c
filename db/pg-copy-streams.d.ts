/** The part of `pg-copy-streams` that this project uses; the package ships no types. */
declare module 'pg-copy-streams' {
  import type { Readable, Writable } from 'node:stream'
  import type { Submittable } from 'pg'

  /** A query whose rows are written to it. Ends once they are stored; `error` tells what PostgreSQL refused. */
  export function from(text: string): Writable & Submittable
  /** A query whose rows are read from it, as slowly as the reader likes. */
  export function to(text: string): Readable & Submittable
}
