import { pick } from '../data/dice.ts'
import { instant, orNull, type Shape } from './shape.ts'

export const node: Shape = {
  name: 'node',
  title: 'an article by its id, its scalars',
  nested: false,
  draw: ({ articles }, dice) => {
    const id = pick(dice, articles)
    return { dateline: { id: `Article:${id}` }, postgraphile: { id: String(id) }, limit: [id] }
  },
  dateline: `query Node($id: ID!) {
    article(by: { id: $id }) {
      id slug revision createdAt updatedAt headline alternativeHeadline url byline publishedOn publishedAt language
      wordCount status
    }
  }`,
  postgraphile: `query Node($id: BigInt!) {
    article: articleByRowId(rowId: $id) {
      id: rowId slug revision createdAt updatedAt headline alternativeHeadline url byline publishedOn publishedAt
      language wordCount status
    }
  }`,
  limit: `select '{"data":{"article":' || coalesce((
    select '{"id":"Article:' || id || '","slug":' || to_json(slug) || ',"revision":' || revision
      || ',"createdAt":' || ${instant('created_at')} || ',"updatedAt":' || ${instant('updated_at')}
      || ',"headline":' || to_json(headline) || ',"alternativeHeadline":' || ${orNull('alternative_headline')}
      || ',"url":' || ${orNull('url')} || ',"byline":' || ${orNull('byline')} || ',"publishedOn":"' || published_on
      || '","publishedAt":' || coalesce(${instant('published_at')}, 'null') || ',"language":' || to_json(language)
      || ',"wordCount":' || ${orNull('word_count')} || ',"status":"' || status || '"}'
    from article where id = $1::bigint), 'null') || '}}'`,
}
