/**
 * NOT_A_DUMP: something else, or a dump of a format that this release does not know. DUMP_TRUNCATED: its end is missing.
 * DUMP_DAMAGED: changed since it was written. DUMP_OLDER and DUMP_NEWER: of another schema. NOT_EMPTY: the database holds
 * something already. DUMP_REFUSED: whole, but PostgreSQL does not take what it says.
 */
export type DumpCode =
  | 'NOT_A_DUMP'
  | 'DUMP_TRUNCATED'
  | 'DUMP_DAMAGED'
  | 'DUMP_OLDER'
  | 'DUMP_NEWER'
  | 'NOT_EMPTY'
  | 'DUMP_REFUSED'

/** A dump that is not restored. Nothing of it was written. The message is for the operator. */
export class DumpFault extends Error {
  override name = 'DumpFault'
  readonly code: DumpCode

  constructor(code: DumpCode, message: string, options?: ErrorOptions) {
    super(`${message} [${code}]`, options)
    this.code = code
  }
}
