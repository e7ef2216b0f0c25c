import type { Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import { type Body, createBody } from '../values/body.ts'
import { createSearchBudget, type SearchBudget } from '../values/search-budget.ts'

/**
 * The bodies of articles, indexed one at a time as the caller comes to them; null where none is stored. They are
 * locked against change, so that no claim is checked against a body that another transaction is replacing. All of a transaction have one
 * budget to be looked through.
 */
export async function* findBodies(
  trx: Transaction<Tables>,
  articles: readonly string[],
): AsyncGenerator<{ id: string; body: Body | null }> {
  if (articles.length === 0) return
  const rows = await trx
    .selectFrom('article')
    .select(['id', 'body'])
    .where('id', 'in', articles)
    .orderBy('id')
    .forShare()
    .execute()
  const budget = budgets.get(trx) ?? createSearchBudget()
  budgets.set(trx, budget)
  for (const { id, body } of rows) yield { id, body: body === null ? null : createBody(body, budget) }
}

/** A record that is refused and tried again spends of what is left. */
const budgets = new WeakMap<Transaction<Tables>, SearchBudget>()
