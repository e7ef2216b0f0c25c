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

/** Bad fields that are told of one input: as much as anyone reads. */
export const MAX_TOLD = 50

/** The input is refused, with the first of what is wrong with it, and how much that is. Thrown in a transaction, it undoes it. */
export class Refused extends Error {
  override name = 'Refused'
  readonly fields: readonly FieldProblem[]
  readonly count: number

  constructor(fields: readonly FieldProblem[]) {
    const told = fields.slice(0, MAX_TOLD)
    super(told.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
    this.fields = told
    this.count = fields.length
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
    return {
      ...none,
      [TYPE_KEY]: 'ValidationError',
      code: 'VALIDATION_FAILED',
      message: error.count > 1 ? summaryOf(error) : (first?.message ?? ''),
      path: first?.path ?? INPUT,
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

/** Of a record a hundred are counted at most. */
const summaryOf = ({ count, fields }: Refused): string =>
  count > fields.length
    ? `At least ${count} fields are wrong. These are the first ${fields.length}.`
    : `${count} fields are wrong.`

const INPUT: readonly string[] = ['input']
