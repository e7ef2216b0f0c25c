import { pick } from '../data/dice.ts'
import { orNull, type Shape, STANDING } from './shape.ts'

const PAGE_ROWS = 20
/** The deepest positions that there are samples of: 200 pages of 20 around the 5,000th on the loaded database. */
const DEEPEST = 200

export const deepPage: Shape = {
  name: 'deep',
  title: '20 articles behind a cursor, 4,000 to 5,000 pages down',
  nested: false,
  draw: ({ positions, cursorAt }, dice) => {
    const position = pick(dice, positions.slice(-DEEPEST))
    return {
      dateline: { after: cursorAt('dateline', position) },
      postgraphile: { after: cursorAt('postgraphile', position) },
      limit: [position.day, position.id],
    }
  },
  dateline: `query Deep($after: Cursor!) {
    articles(first: ${PAGE_ROWS}, after: $after) {
      nodes { id headline publishedOn url }
      pageInfo { hasNextPage endCursor }
    }
  }`,
  postgraphile: `query Deep($after: Cursor!) {
    articles: allArticles(
      first: ${PAGE_ROWS}, after: $after, orderBy: [PUBLISHED_ON_DESC, ROW_ID_DESC], filter: { ${STANDING} }
    ) {
      nodes { id: rowId headline publishedOn url }
      pageInfo { hasNextPage endCursor }
    }
  }`,
  limit: `select '{"data":{"articles":{"nodes":[' || coalesce(string_agg(text, ',') filter (where place <= ${PAGE_ROWS}), '')
      || '],"pageInfo":{"hasNextPage":' || (count(*) > ${PAGE_ROWS}) || ',"endCursor":' || coalesce('"'
        || translate(encode(convert_to((array_agg(key))[least(count(*), ${PAGE_ROWS})], 'UTF8'), 'base64'), E'+/=\\n', '-_')
        || '"', 'null') || '}}}}'
    from (
      select '{"id":"Article:' || id || '","headline":' || to_json(headline) || ',"publishedOn":"' || published_on
          || '","url":' || ${orNull('url')} || '}' as text,
        row_number() over () as place, published_on || '.' || id as key
      from (
        select id, headline, published_on, url from article
        where (published_on, id) < ($1::date, $2::bigint) and withdrawn_at is null and merged_into is null
        order by published_on desc, id desc limit ${PAGE_ROWS + 1}) article) found`,
}
