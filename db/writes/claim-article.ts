import type { Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import { InvalidValue } from '../values/invalid-value.ts'
import { placeOf } from './draft.ts'
import { report } from './reading.ts'
import type { Draft } from './shape.ts'

/**
 * The article of each claim: the one it names, else the one it is stored with. A claim that names another is
 * given a problem, since its anchors and citations are of the article it was made in.
 */
export async function findArticles(
  trx: Transaction<Tables>,
  drafts: readonly Draft[],
): Promise<ReadonlyMap<Draft, string>> {
  const stored = await findStoredArticles(trx, drafts)
  const articles = new Map<Draft, string>()
  for (const draft of drafts) {
    const named = draft.row.article_id
    const kept = stored.get(draft.id ?? '')
    if (kept !== undefined && named !== undefined && named !== kept) {
      report(placeOf(draft, 'article'), new InvalidValue('INCONSISTENT', 'A claim stays with its article.'))
    }
    const article = kept ?? named
    if (typeof article === 'string') articles.set(draft, article)
  }
  return articles
}

async function findStoredArticles(trx: Transaction<Tables>, drafts: readonly Draft[]) {
  const ids = drafts.flatMap(({ id }) => id ?? [])
  if (ids.length === 0) return new Map<string, string>()
  const rows = await trx.selectFrom('claim').select(['id', 'article_id']).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, row.article_id]))
}
