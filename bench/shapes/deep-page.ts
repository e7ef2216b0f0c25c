import { pick } from '../data/dice.ts'
import { type Shape, STANDING } from './shape.ts'

const PAGE_ROWS = 20
/** The deepest positions that there are samples of: 200 pages of 20 around the 5,000th on the loaded database. */
const DEEPEST = 200

export const deepPage: Shape = {
  name: 'deep',
  title: 'Deep page: 20 articles behind a cursor, 4,000 to 5,000 pages down',
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
  limit: `with found as materialized (
      select id, headline, published_on, url, row_number() over () as place
      from (
        select id, headline, published_on, url from article
        where (published_on, id) < ($1::date, $2::bigint) and withdrawn_at is null and merged_into is null
        order by published_on desc, id desc limit ${PAGE_ROWS + 1}) article
    )
    select json_build_object('data', json_build_object('articles', json_build_object(
      'nodes', (select coalesce(json_agg(r), '[]') from (
        select 'Article:' || id as id, headline, published_on as "publishedOn", url
        from found where place <= ${PAGE_ROWS} order by place) r),
      'pageInfo', json_build_object(
        'hasNextPage', exists (select from found where place > ${PAGE_ROWS}),
        'endCursor', (select translate(encode(convert_to(published_on || '.' || id, 'UTF8'), 'base64'), E'+/=\\n', '-_')
          from found where place <= ${PAGE_ROWS} order by place desc limit 1)))))::text`,
}
