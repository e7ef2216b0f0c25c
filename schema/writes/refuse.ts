import type { NodeKind } from '../../db/vocabulary.ts'
import { Conflict } from '../../db/writes/conflict.ts'
import type { Problem } from '../../db/writes/shape.ts'
import { fieldProblems, Refused } from './failure.ts'

/** Throws what the problems of one record amount to: Conflict where another record alone is in its way, or Refused. */
export function refuse(kind: NodeKind, problems: readonly Problem[], at: readonly string[]): never {
  const [first, ...others] = problems
  if (first?.node !== undefined && others.length === 0) {
    throw new Conflict('DUPLICATE', first.message, { kind, id: first.node }, first.field)
  }
  throw new Refused(fieldProblems(problems, at))
}
