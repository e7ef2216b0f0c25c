import { pick } from '../data/dice.ts'
import { type Shape, STANDING } from './shape.ts'

export const frontPage: Shape = {
  name: 'front',
  title:
    'Front page: the 20 newest articles as of a day, with authors, outlet and first 10 claims, each with its events',
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
  limit: `select json_build_object('data', json_build_object('articles', json_build_object('nodes', (
    select coalesce(json_agg(r), '[]') from (
      select 'Article:' || a.id as id, a.headline, a.published_on as "publishedOn",
        (select row_to_json(o) from (select 'Outlet:' || id as id, name from outlet where id = a.outlet_id) o) as outlet,
        (select coalesce(json_agg(w), '[]') from (
          select 'Author:' || author.id as id, name from article_author l join author on author.id = l.author_id
          where l.article_id = a.id and withdrawn_at is null and merged_into is null order by l.position) w) as authors,
        json_build_object('nodes', (select coalesce(json_agg(c), '[]') from (
          select 'Claim:' || claim.id as id, text, kind,
            (select coalesce(json_agg(e), '[]') from (
              select 'Event:' || event.id as id, title, json_build_object('edtf', edtf,
                'earliest', nullif(earliest, '-infinity'), 'latest', nullif(latest, 'infinity')) as "when"
              from claim_event l join event on event.id = l.event_id
              where l.claim_id = claim.id and event.withdrawn_at is null and event.merged_into is null
              order by l.position) e) as events
          from claim where claim.article_id = a.id and withdrawn_at is null and merged_into is null
          order by created_at, claim.id limit 10) c)) as claims
      from (select id, headline, published_on, outlet_id from article
        where published_on <= $1::date and withdrawn_at is null and merged_into is null
        order by published_on desc, id desc limit 20) a) r))))::text`,
}
