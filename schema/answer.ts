import { GraphQLError } from 'graphql'
import { refusalOf } from './access.ts'
import type { Context } from './context.ts'
import { type Operation, readText, type TextAnswer, textPlanOf } from './sql/index.ts'

/**
 * Answers a query as text that PostgreSQL has written whole: the same, but for white space, as executing it. Null where
 * only the executor can: a mutation, a subscription, a question about the schema. The rules of access are those of the
 * executor, and what is refused is left to it to tell.
 */
export function answerText(
  operation: Operation,
  context: Pick<Context, 'database' | 'actor' | 'publicRead'>,
): Promise<TextAnswer> | null {
  try {
    const plan = textPlanOf(operation)
    return plan && !refusalOf(plan.fields, context) ? readText(context.database, plan, operation) : null
  } catch (error) {
    // A page too long, a filter too deep, a cursor of another list: nothing was asked, and the executor tells it.
    if (error instanceof GraphQLError) return null
    throw error
  }
}
