import { pick } from '../data/dice.ts'
import { instant, type Shape } from './shape.ts'

export const node: Shape = {
  name: 'node',
  title: 'Node: one article by id, its scalars',
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
    select row_to_json(article)::text
    from (
      select 'Article:' || id as id, slug, revision, ${instant('created_at')} as "createdAt",
        ${instant('updated_at')} as "updatedAt", headline, alternative_headline as "alternativeHeadline", url, byline,
        published_on as "publishedOn", ${instant('published_at')} as "publishedAt", language,
        word_count as "wordCount", status
      from article where id = $1::bigint) article), 'null') || '}}'`,
}
