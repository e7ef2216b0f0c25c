import { pick } from '../data/dice.ts'
import { instant, orNull, type Shape, STANDING } from './shape.ts'

const PAGES = 10
const PAGE_ROWS = 100

const pages = Array.from({ length: PAGES }, (_, page) => page)
const cursors = pages.map((page) => `$c${page}: Cursor!`).join(', ')

export const bulk: Shape = {
  name: 'bulk',
  title: '1,000 articles flat, as 10 pages of 100 in one request',
  nested: false,
  draw: ({ positions, cursorAt }, dice) => {
    const behind = pages.map(() => pick(dice, positions))
    const variables = (server: 'dateline' | 'postgraphile') =>
      Object.fromEntries(behind.map((position, page) => [`c${page}`, cursorAt(server, position)]))
    return {
      dateline: variables('dateline'),
      postgraphile: variables('postgraphile'),
      limit: [behind.map(({ day }) => day), behind.map(({ id }) => id)],
    }
  },
  dateline: `query Bulk(${cursors}) {
    ${pages.map((page) => `p${page}: articles(first: ${PAGE_ROWS}, after: $c${page}) { ...Flat }`).join(' ')}
  }
  fragment Flat on ArticleConnection {
    nodes { id slug headline url publishedOn language wordCount status createdAt updatedAt }
  }`,
  postgraphile: `query Bulk(${cursors}) {
    ${pages
      .map(
        (page) => `p${page}: allArticles(
          first: ${PAGE_ROWS}, after: $c${page}, orderBy: [PUBLISHED_ON_DESC, ROW_ID_DESC], filter: { ${STANDING} }
        ) { ...Flat }`,
      )
      .join(' ')}
  }
  fragment Flat on ArticleConnection {
    nodes { id: rowId slug headline url publishedOn language wordCount status createdAt updatedAt }
  }`,
  limit: `select '{"data":{' || string_agg('"p' || page - 1 || '":{"nodes":[' || nodes || ']}', ',') || '}}'
    from unnest($1::date[], $2::bigint[]) with ordinality as asked (day, behind, page)
    cross join lateral (
      select coalesce(string_agg('{"id":"Article:' || id || '","slug":' || to_json(slug)
        || ',"headline":' || to_json(headline) || ',"url":' || ${orNull('url')} || ',"publishedOn":"' || published_on
        || '","language":' || to_json(language) || ',"wordCount":' || ${orNull('word_count')}
        || ',"status":"' || status || '","createdAt":' || ${instant('created_at')}
        || ',"updatedAt":' || ${instant('updated_at')} || '}', ','), '') as nodes
      from (
        select * from article
        where (published_on, id) < (day, behind) and withdrawn_at is null and merged_into is null
        order by published_on desc, id desc limit ${PAGE_ROWS}) article) pages`,
}
