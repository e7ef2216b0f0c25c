import type { NodeKind } from '../../db/vocabulary.ts'
import { Conflict, NotFound } from '../../db/writes/conflict.ts'
import type { Problem } from '../../db/writes/shape.ts'
import { TYPE_KEY } from '../sql/json.ts'

/** What went wrong, as a member of a mutation's result. */
export interface Failure {
  readonly [TYPE_KEY]: 'ValidationError' | 'NotFoundError' | 'ConflictError'
  readonly message: string
  readonly code: string
  readonly path: readonly string[]
  readonly fields: readonly FieldProblem[]
  readonly node: { kind: NodeKind; id: string } | null
}

export interface FieldProblem {
  path: readonly string[]
  code: string
  message: string
}

/** The variables that hold the node of a conflict: no variable of a document can have these names. */
export const CONFLICT = { kind: 'conflict.kind', id: 'conflict.id' } as const

/** The input is refused, with all that is wrong with it. Thrown in a transaction, it undoes it. */
export class Refused extends Error {
  override name = 'Refused'
  readonly fields: readonly FieldProblem[]

  constructor(fields: readonly FieldProblem[]) {
    super(fields.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
    this.fields = fields
  }
}

/** Problems of a record, told of the input that it stands in. */
export const fieldProblems = (problems: readonly Problem[], at: readonly string[]): FieldProblem[] =>
  problems.map(({ field, code, message }) => ({
    path: [...at, ...field.split(/[.[\]]+/).filter((step) => step !== '')],
    code,
    message,
  }))

/** The failure that an error stands for; null for one that nobody expected. */
export function failureOf(error: unknown): Failure | null {
  const none = { path: INPUT, fields: [], node: null }
  if (error instanceof Refused) {
    const [first] = error.fields
    const message =
      error.fields.length > 1 ? `${error.fields.length} fields are wrong.` : (first?.message ?? '')
    const path = first?.path ?? INPUT
    return {
      ...none,
      [TYPE_KEY]: 'ValidationError',
      code: 'VALIDATION_FAILED',
      message,
      path,
      fields: error.fields,
    }
  }
  if (error instanceof NotFound) {
    return {
      ...none,
      [TYPE_KEY]: 'NotFoundError',
      code: 'NOT_FOUND',
      message: error.message,
      path: [...INPUT, error.field],
    }
  }
  if (error instanceof Conflict) {
    const { code, message, node, field } = error
    return {
      ...none,
      [TYPE_KEY]: 'ConflictError',
      code,
      message,
      node,
      path: field === null ? INPUT : [...INPUT, field],
    }
  }
  return null
}

const INPUT: readonly string[] = ['input']
