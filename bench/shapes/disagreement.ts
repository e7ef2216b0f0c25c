import { pick } from '../data/dice.ts'
import { type Shape, STANDING } from './shape.ts'

const OTHER = `id: rowId text article: articleByArticleId { id: rowId headline outlet: outletByOutletId { id: rowId name } }`

export const disagreement: Shape = {
  name: 'disagreement',
  title:
    'Disagreement: an author’s 20 newest articles, their claims, the claims that contradict those, and where they stand',
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
  limit: `select json_build_object('data', json_build_object('author', (
    select row_to_json(r) from (
      select 'Author:' || author.id as id, name, json_build_object('nodes', (
        select coalesce(json_agg(a), '[]') from (
          select 'Article:' || article.id as id, headline, published_on as "publishedOn",
            json_build_object('nodes', (select coalesce(json_agg(c), '[]') from (
              select 'Claim:' || claim.id as id, text,
                (select coalesce(json_agg(o), '[]') from (
                  select 'Claim:' || other.id as id, text,
                    (select row_to_json(p) from (
                      select 'Article:' || paper.id as id, headline,
                        (select row_to_json(u) from (
                          select 'Outlet:' || id as id, name from outlet where id = paper.outlet_id) u) as outlet
                      from article paper where paper.id = other.article_id) p) as article
                  from claim other
                  where other.id in (
                      select other_id from claim_relation where claim_id = claim.id and kind = 'CONTRADICTS'
                      union all
                      select claim_id from claim_relation where other_id = claim.id and kind = 'CONTRADICTS')
                    and other.withdrawn_at is null and other.merged_into is null
                  order by other.id) o) as contradictions
              from claim where claim.article_id = article.id and withdrawn_at is null and merged_into is null
              order by created_at, claim.id limit 20) c)) as claims
          from article_author l join article on article.id = l.article_id
          where l.author_id = author.id and article.withdrawn_at is null and article.merged_into is null
          order by published_on desc, article.id desc limit 20) a)) as articles
      from author where id = $1::bigint) r)))::text`,
  differs: 'contradictions come as two lists, by which of the two claims they were recorded with',
}
