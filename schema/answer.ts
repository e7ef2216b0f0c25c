import { GraphQLError } from 'graphql'
import { refusalOf } from './access.ts'
import type { Context } from './context.ts'
import { type Operation, readText, type TextAnswer, type TextPlan, textPlanOf } from './sql/index.ts'

/**
 * Answers a query as text that PostgreSQL has written whole: the same, but for white space, as executing it. Null where
 * only the executor can: a mutation, a subscription, a question about the schema. The rules of access are those of the
 * executor, and what is refused is left to it to tell.
 */
export function answerText(
  operation: Operation,
  context: Pick<Context, 'database' | 'actor' | 'publicRead'>,
): Promise<TextAnswer> | null {
  const plan = planOrNull(operation)
  return plan && !refusalOf(plan.fields, context) ? readText(context.database, plan, operation) : null
}

/** A page too long, or a filter too deep, is told by the executor. */
function planOrNull(operation: Operation): TextPlan | null {
  try {
    return textPlanOf(operation)
  } catch (error) {
    if (error instanceof GraphQLError) return null
    throw error
  }
}
