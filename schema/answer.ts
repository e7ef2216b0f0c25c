import { refusalOf } from './access.ts'
import type { Context } from './context.ts'
import { type Operation, readText, type TextAnswer, textQuery } from './sql/index.ts'

/**
 * Answers a query as text that PostgreSQL has written whole: the same, but for white space, as executing it. Null where
 * only the executor can: a mutation, a subscription, a question about the schema. The rules of access are those of the
 * executor, and what is refused is left to it to tell.
 */
export async function answerText(
  operation: Operation,
  context: Pick<Context, 'database' | 'actor' | 'publicRead'>,
): Promise<TextAnswer | null> {
  const query = textQuery(operation)
  if (!query) return null
  const declared = query.query.getFields()
  const fields = [...query.fields.values()].flatMap(([node]) => declared[node?.name.value ?? ''] ?? [])
  return refusalOf(fields, context) ? null : readText(context.database, query)
}
