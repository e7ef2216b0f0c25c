import { type Case, JSON_TYPE, query } from './case.ts'

const PAGE = 'query ($n: Int) { articles(first: $n) { totalCount } }'
const ONE = 'query ($by: ArticleBy!) { article(by: $by) { id } }'
/** An object of so many fields that there are not. */
const many = (count: number, length = 4_000) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 'x'.repeat(length)]))
const STREAM = { headers: { ...JSON_TYPE, accept: 'text/event-stream' } }
const STREAM_LIST = 'subscription ($filter: ArticleFilter) { articles(filter: $filter) { cursor } }'
const CREATE = 'mutation ($input: CreateOutletInput!) { createOutlet(input: $input) { __typename } }'
const LIST = 'query ($filter: ArticleFilter) { articles(filter: $filter) { totalCount } }'
const SEARCH = 'query ($q: String!) { search(query: $q) { nodes { rank } } }'
const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }'
const DEFAULTED = 'query ($ids: [ID!] = []) { nodes(ids: $ids) { id } }'
const DIRECTION =
  'query ($d: OrderDirection!) { articles(orderBy: { field: CREATED_AT, direction: $d }) { totalCount } }'
const THROUGH = {
  claims: { some: { events: { some: { coverage: { some: { search: 'x' } } } } } },
}
const inJson = (what: string, text: string, variables: string): Case => ({
  what,
  body: `{"query":${JSON.stringify(text)},"variables":${variables}}`,
})

/** What is wrong with the values of a query. */
export const VALUES: Case[] = [
  query('a page of 101', PAGE, { n: 101 }),
  query('a page of -1', PAGE, { n: -1 }),
  query('a page of 2³¹', PAGE, { n: 2_147_483_648 }),
  query('a page of 1.5', PAGE, { n: 1.5 }),
  query('a page of "ten"', PAGE, { n: 'ten' }),
  inJson('a page of 1e400', PAGE, '{"n":1e400}'),
  query('a page from both ends', '{ articles(first: 1, last: 1) { totalCount } }'),
  query('variables that are a list', PAGE, [1]),
  query('variables that are a text', PAGE, '{"n":1}'),
  query('a variable that is missing', ONE),
  query('null where something is needed', ONE, { by: null }),
  query('null in a variable with a default where something is needed', DEFAULTED, { ids: null }),
  query('null in an item of a list', 'query ($id: ID = "Event:1") { nodes(ids: [$id]) { id } }', {
    id: null,
  }),
  query('a record named in two ways', ONE, { by: { slug: 'x', id: 'Article:1' } }),
  query('a record named in no way', ONE, { by: {} }),
  query('a list for a record', ONE, { by: [{ slug: 'x' }, { slug: 'y' }] }),
  query('a number for a text', ONE, { by: { slug: 7 } }),
  query('an object for a text', ONE, { by: { slug: { $ne: '' } } }),
  query('U+0000 in a text', ONE, { by: { slug: 'a\0b' } }),
  query('half of a surrogate pair in a text', ONE, { by: { slug: '\ud83d' } }),
  query('a field of an input that there is not', LIST, { filter: { where: '1=1' } }),
  query('250 fields of an input that there are not, of 4,000 characters each', LIST, { filter: many(250) }),
  query('251 fields of an input', LIST, { filter: many(251) }),
  query('251 fields of an input, to subscribe', STREAM_LIST, { filter: many(251) }, STREAM),
  query('251 fields of an input, to write', CREATE, { input: many(251) }, { as: 'editor' }),
  query('a hundred items with a hundred fields that there are not', LIST, {
    filter: { or: Array(100).fill(many(100, 1)) },
  }),
  query('249 words of a list that there are not, of 4,000 characters each', LIST, {
    filter: { status: Array(249).fill('X'.repeat(4_000)) },
  }),
  inJson('a prototype', LIST, '{"filter":{"__proto__":{"headline":1}}}'),
  query('a word that the model does not have', DIRECTION, { d: 'SIDEWAYS' }),
  query('a word in small letters', DIRECTION, { d: 'asc' }),
  query('a day that there is not', LIST, { filter: { publishedOn: { from: '2024-02-30' } } }),
  query('an instant without an offset', LIST, { filter: { createdAt: { from: '2024-02-07T18:30:00' } } }),
  query(
    'a country that there is not',
    'query ($c: [CountryCode!]) { places(filter: { countryCode: $c }) { totalCount } }',
    { c: ['XX1'] },
  ),
  query('a language that there is not', LIST, { filter: { language: ['no such language'] } }),
  query('251 items of a list', LIST, { filter: { ids: Array(251).fill('Article:1') } }),
  query('1,001 conditions', LIST, {
    filter: { and: Array(5).fill({ and: Array(200).fill({}) }), language: ['en'] },
  }),
  query('1,001 values of lists', LIST, {
    filter: { or: [...Array(4).fill({ slug: { in: Array(250).fill('a') } }), { slug: { in: ['a'] } }] },
  }),
  query('three hundred words of full text, twenty times', LIST, {
    filter: { or: Array(20).fill({ search: '-a '.repeat(300) }) },
  }),
  query('full text through three lists, seventy times', LIST, { filter: { or: Array(70).fill(THROUGH) } }),
  query('101 ids', NODES, { ids: Array(101).fill('Article:1') }),
  inJson('variables a million lists deep', LIST, `{"filter":${'['.repeat(500_000)}${']'.repeat(500_000)}}`),
  inJson(
    'a filter a thousand levels deep',
    LIST,
    `{"filter":${'{"not":'.repeat(1_000)}{}${'}'.repeat(1_000)}}`,
  ),
  inJson(
    'a variable that there is not, a hundred thousand objects deep',
    PAGE,
    `{"x":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`,
  ),
  query('an instant that is none, to ask as of', '{ articles(asOf: "yesterday") { totalCount } }'),
  query('a search for U+0000', SEARCH, { q: '\0' }),
  query('a search for 1,001 characters', SEARCH, { q: 'é'.repeat(1_001) }),
  query('a filter by a full text of a megabyte', LIST, { filter: { search: 'ferry '.repeat(170_000) } }),
  query(
    'a filter by a text of a megabyte in the document, thirty times',
    `{ articles(first: 1) { nodes { ${Array.from({ length: 30 }, (_, at) => `a${at}: republicationOf { ...F }`).join(' ')} } } }
     fragment F on Article { claims(filter: { text: { contains: "${'ferry '.repeat(170_000)}" } }) { totalCount } }`,
  ),
]
