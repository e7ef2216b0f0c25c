import { columnFields } from './draft.ts'
import type { Noun, Problem } from './shape.ts'

/**
 * What a record did wrong when the database refused it, in the words of the record format; null for any other
 * error. Never shows SQL, or the name of a table or constraint.
 */
export function readViolation(noun: Noun, error: unknown): Problem | null {
  if (!isDatabaseError(error) || !VIOLATION.test(error.code)) return null
  return (
    noun.constraints[error.constraint ?? ''] ?? {
      field: fieldOf(noun, error.column),
      code: 'REFUSED',
      message: 'The database cannot store a value of this record.',
    }
  )
}

/** Data exceptions, integrity violations, and limits such as that of an index entry. */
const VIOLATION = /^(22|23|54)/

interface DatabaseError extends Error {
  code: string
  constraint?: string
  column?: string
}

const isDatabaseError = (error: unknown): error is DatabaseError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'

const fieldOf = (noun: Noun, column: string | undefined) =>
  Object.entries(columnFields(noun)).find(
    ([, field]) => column !== undefined && column in field.columns,
  )?.[0] ?? ''
