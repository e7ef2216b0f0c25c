/**
 * A value that cannot be stored. The code is stable; the message is for the person who wrote the value. It has no stack: that takes
 * most of the time where tens of thousands of values are wrong, and nobody is told it.
 */
export class InvalidValue extends Error {
  override name = 'InvalidValue'
  readonly code: InvalidValueCode

  constructor(code: InvalidValueCode, message: string) {
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(message)
    Error.stackTraceLimit = stackTraceLimit
    this.code = code
  }
}

export type InvalidValueCode =
  /** Not text, a number, a list or an object where one is needed. */
  | 'WRONG_TYPE'
  /** Absent or null where a value is needed. */
  | 'REQUIRED'
  /** Text without a letter, digit or sign in it. */
  | 'EMPTY'
  | 'TOO_LONG'
  /** A list of more items than one record may have. */
  | 'TOO_MANY'
  /** U+0000, which PostgreSQL cannot store. */
  | 'NUL'
  /** Half of a surrogate pair, which is no character. */
  | 'LONE_SURROGATE'
  /** Not one of the words of a closed vocabulary. */
  | 'UNKNOWN_VALUE'
  /** A field that the noun does not have. */
  | 'UNKNOWN_FIELD'
  /** A node that is neither stored nor among the records saved with this one. */
  | 'UNKNOWN_REFERENCE'
  /** A node that refers to itself. */
  | 'SELF_REFERENCE'
  /** The same thing twice, in one list or beside another record. */
  | 'DUPLICATE'
  | 'BAD_SLUG'
  | 'BAD_DATE'
  | 'BAD_INSTANT'
  | 'BAD_EDTF'
  | 'BAD_URL'
  | 'BAD_LANGUAGE'
  | 'BAD_CODE'
  | 'OUT_OF_RANGE'
  /** Fields that cannot both hold. */
  | 'INCONSISTENT'
  /** Words that hold no figure. */
  | 'NO_FIGURE'
  /** A link that a claim cites and that would vanish. */
  | 'CITED'
  /** A record that was merged into another: that one is to be written. */
  | 'MERGED'
  /** Refused by the database for a reason that has no field. */
  | 'REFUSED'
