/** Why the embedded PostgreSQL could not be opened. */
export type PostgresFailureCode =
  /** Another living Dateline holds the data folder. */
  | 'POSTGRES_FOLDER_IN_USE'
  /** The data folder cannot be made, entered, read or written, or holds something else. */
  | 'POSTGRES_FOLDER_UNUSABLE'
  /** No PostgreSQL for this machine, or its installation is incomplete. */
  | 'POSTGRES_NOT_INSTALLED'
  /** PostgreSQL was started and failed; the message ends with the last lines of its log. */
  | 'POSTGRES_FAILED'

/** An expected failure of `openPostgres`. The message is for the operator and says what to do. */
export class PostgresFailure extends Error {
  override name = 'PostgresFailure'
  readonly code: PostgresFailureCode

  constructor(code: PostgresFailureCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** The code that Node or PostgreSQL put on an error ("EACCES", "57P03"), or undefined. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
