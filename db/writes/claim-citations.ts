import type { Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import { InvalidValue } from '../values/invalid-value.ts'
import { placeOf } from './draft.ts'
import { report } from './reading.ts'
import type { Draft, List } from './shape.ts'
import { position } from './values.ts'

/** Cited links of the article: read as positions, stored as ids. */
export const citations: List = {
  table: 'claim_citation',
  owner: 'claim_id',
  columns: { link_id: null },
  readItem: (item, row) => {
    row.link_id = position(item)
  },
  keyOf: (item) => item,
}

/** Puts the ids of the article's links in the place of their positions. */
export async function settleCitations(
  trx: Transaction<Tables>,
  drafts: readonly Draft[],
  articles: ReadonlyMap<Draft, string>,
): Promise<void> {
  const citing = drafts.filter((draft) => articles.has(draft) && draft.lists.get('citations')?.length)
  if (citing.length === 0) return
  const cited = new Set(citing.flatMap((draft) => articles.get(draft) ?? []))
  const links = await findLinks(trx, [...cited])
  for (const draft of citing) {
    for (const [index, row] of draft.lists.get('citations')?.entries() ?? []) {
      const id = links.get(`${articles.get(draft)} ${row.link_id}`)
      if (id !== undefined) row.link_id = id
      else if (row.link_id !== null) {
        const missing = new InvalidValue('UNKNOWN_REFERENCE', `The article has no link ${row.link_id}.`)
        report(placeOf(draft, `citations[${index}]`), missing)
      }
    }
  }
}

/** By article and position. */
async function findLinks(
  trx: Transaction<Tables>,
  articles: readonly string[],
): Promise<Map<string, string>> {
  if (articles.length === 0) return new Map()
  const rows = await trx
    .selectFrom('article_link')
    .select(['id', 'article_id', 'position'])
    .where('article_id', 'in', articles)
    .execute()
  return new Map(rows.map((row) => [`${row.article_id} ${row.position}`, row.id]))
}
