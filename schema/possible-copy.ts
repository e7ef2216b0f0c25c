import { sql } from 'kysely'
import { Article } from './article.ts'
import { belongsTo, fields, joined, tableType } from './sql/index.ts'
import { TRUE } from './sql/row.ts'

const PossibleCopy = tableType('similar_articles', 'PossibleCopy', {
  description: 'Another article whose body is nearly the same.',
})

fields(PossibleCopy, (t) => ({
  article: t.one(Article, belongsTo('article_id'), { description: 'The other article.', nullable: false }),
  likeness: t.column('likeness', {
    type: 'Float',
    description:
      'The share of their runs of five words that both have, from 0.5 to 1: an estimate, off by about an eighth.',
  }),
}))

fields(Article, (t) => ({
  possibleCopies: t.list(
    PossibleCopy,
    joined(({ here, there, table }) => ({
      // Of an instant: those that were known then.
      source: sql`(select alike.* from similar_articles(${here('id')}) alike
        join ${table('article')} known on known.id = alike.article_id)`,
      on: TRUE,
      order: sql`${there('likeness')} desc, ${there('article_id')}`,
    })),
    {
      description:
        'Articles that may be copies of one text with it, likest first: a wire report in two papers, say. Only proposed: they count as sources of their own until an editor says `republicationOf`, which ends the proposal. Looks at stored bodies of at least 40 words.',
    },
  ),
}))
