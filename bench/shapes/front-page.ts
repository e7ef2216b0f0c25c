import { pick } from '../data/dice.ts'
import { knownDay, type Shape, STANDING } from './shape.ts'

export const frontPage: Shape = {
  name: 'front',
  title: 'the 20 newest articles as of a day, with authors, outlet and first 10 claims, each with its events',
  nested: true,
  draw: ({ days }, dice) => {
    const day = pick(dice, days)
    return { dateline: { day }, postgraphile: { day }, limit: [day] }
  },
  dateline: `query Front($day: Date!) {
    articles(first: 20, filter: { publishedOn: { to: $day } }) {
      nodes {
        id headline publishedOn
        outlet { id name }
        authors { id name }
        claims(first: 10) {
          nodes { id text kind events { id title when { edtf earliest latest } } }
        }
      }
    }
  }`,
  postgraphile: `query Front($day: Date!) {
    articles: allArticles(
      first: 20, orderBy: [PUBLISHED_ON_DESC, ROW_ID_DESC]
      filter: { publishedOn: { lessThanOrEqualTo: $day }, ${STANDING} }
    ) {
      nodes {
        id: rowId headline publishedOn
        outlet: outletByOutletId { id: rowId name }
        authors: articleAuthorsByArticleId(orderBy: [POSITION_ASC], filter: { authorByAuthorId: { ${STANDING} } }) {
          nodes { node: authorByAuthorId { id: rowId name } }
        }
        claims: claimsByArticleId(first: 10, orderBy: [CREATED_AT_ASC, ROW_ID_ASC], filter: { ${STANDING} }) {
          nodes {
            id: rowId text kind
            events: claimEventsByClaimId(orderBy: [POSITION_ASC], filter: { eventByEventId: { ${STANDING} } }) {
              nodes { node: eventByEventId { id: rowId title edtf earliest latest } }
            }
          }
        }
      }
    }
  }`,
  limit: `select '{"data":{"articles":{"nodes":[' || coalesce((
    select string_agg('{"id":"Article:' || article.id || '","headline":' || to_json(headline)
      || ',"publishedOn":"' || published_on || '","outlet":' || coalesce((
        select '{"id":"Outlet:' || id || '","name":' || to_json(name) || '}'
        from outlet where id = outlet_id), 'null')
      || ',"authors":[' || coalesce((
        select string_agg(text, ',') from (
          select '{"id":"Author:' || author.id || '","name":' || to_json(name) || '}' as text
          from article_author link join author on author.id = author_id
          where article_id = article.id and withdrawn_at is null and merged_into is null
          order by position) author), '')
      || '],"claims":{"nodes":[' || coalesce((
        select string_agg(text, ',') from (
          select '{"id":"Claim:' || claim.id || '","text":' || to_json(text) || ',"kind":"' || kind
            || '","events":[' || coalesce((
              select string_agg(text, ',') from (
                select '{"id":"Event:' || event.id || '","title":' || to_json(title)
                  || ',"when":{"edtf":' || to_json(edtf) || ',"earliest":' || ${knownDay('earliest')}
                  || ',"latest":' || ${knownDay('latest')} || '}}' as text
                from claim_event link join event on event.id = event_id
                where claim_id = claim.id and event.withdrawn_at is null and event.merged_into is null
                order by position) event), '') || ']}' as text
          from claim
          where claim.article_id = article.id and withdrawn_at is null and merged_into is null
          order by created_at, claim.id limit 10) claim), '') || ']}}', ',')
    from (
      select id, headline, published_on, outlet_id from article
      where published_on <= $1::date and withdrawn_at is null and merged_into is null
      order by published_on desc, id desc limit 20) article), '') || ']}}}'`,
}
