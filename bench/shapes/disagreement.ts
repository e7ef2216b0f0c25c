import { pick } from '../data/dice.ts'
import { type Shape, STANDING } from './shape.ts'

const OTHER = `id: rowId text article: articleByArticleId { id: rowId headline outlet: outletByOutletId { id: rowId name } }`

export const disagreement: Shape = {
  name: 'disagreement',
  title:
    'an author’s 20 newest articles, their claims, the claims that contradict those, and where they stand',
  nested: true,
  draw: ({ authors }, dice) => {
    const id = pick(dice, authors)
    return { dateline: { id: `Author:${id}` }, postgraphile: { id: String(id) }, limit: [id] }
  },
  dateline: `query Disagreement($id: ID!) {
    author(by: { id: $id }) {
      id name
      articles(first: 20) {
        nodes {
          id headline publishedOn
          claims(first: 20) {
            nodes { id text contradictions { id text article { id headline outlet { id name } } } }
          }
        }
      }
    }
  }`,
  postgraphile: `query Disagreement($id: BigInt!) {
    author: authorByRowId(rowId: $id) {
      id: rowId name
      articles: articlesByArticleAuthorAuthorIdAndArticleId(
        first: 20, orderBy: [PUBLISHED_ON_DESC, ROW_ID_DESC], filter: { ${STANDING} }
      ) {
        nodes {
          id: rowId headline publishedOn
          claims: claimsByArticleId(first: 20, orderBy: [CREATED_AT_ASC, ROW_ID_ASC], filter: { ${STANDING} }) {
            nodes {
              id: rowId text
              contradictions_1: claimRelationsByClaimId(
                filter: { kind: { equalTo: "CONTRADICTS" }, claimByOtherId: { ${STANDING} } }
              ) { nodes { node: claimByOtherId { ${OTHER} } } }
              contradictions_2: claimRelationsByOtherId(
                filter: { kind: { equalTo: "CONTRADICTS" }, claimByClaimId: { ${STANDING} } }
              ) { nodes { node: claimByClaimId { ${OTHER} } } }
            }
          }
        }
      }
    }
  }`,
  limit: `select '{"data":{"author":' || coalesce((
    select '{"id":"Author:' || author.id || '","name":' || to_json(name) || ',"articles":{"nodes":[' || coalesce((
      select string_agg('{"id":"Article:' || article.id || '","headline":' || to_json(headline)
        || ',"publishedOn":"' || published_on || '","claims":{"nodes":[' || coalesce((
          select string_agg('{"id":"Claim:' || claim.id || '","text":' || to_json(text)
            || ',"contradictions":[' || coalesce((
              select string_agg('{"id":"Claim:' || other.id || '","text":' || to_json(other.text)
                || ',"article":{"id":"Article:' || paper.id || '","headline":' || to_json(paper.headline)
                || ',"outlet":' || coalesce('{"id":"Outlet:' || outlet.id || '","name":' || to_json(outlet.name) || '}', 'null')
                || '}}', ',' order by other.id)
              from claim other join article paper on paper.id = other.article_id
                left join outlet on outlet.id = paper.outlet_id
              where other.id in (
                  select other_id from claim_relation where claim_id = claim.id and kind = 'CONTRADICTS'
                  union all
                  select claim_id from claim_relation where other_id = claim.id and kind = 'CONTRADICTS')
                and other.withdrawn_at is null and other.merged_into is null), '') || ']}', ',')
          from (
            select id, text from claim
            where article_id = article.id and withdrawn_at is null and merged_into is null
            order by created_at, id limit 20) claim), '') || ']}}', ',')
      from (
        select id, headline, published_on from article_author join article on article.id = article_id
        where author_id = author.id and withdrawn_at is null and merged_into is null
        order by published_on desc, id desc limit 20) article), '') || ']}}'
    from author where id = $1::bigint), 'null') || '}}'`,
  differs: 'has contradictions in two lists, by which of the two claims was recorded with the other',
}
