import { type Case, query, times } from './case.ts'

const DOUBLING = (levels: number) =>
  `{ article(by: { slug: "x" }) { ...F0 } } ${times(
    levels,
    (at) =>
      `fragment F${at} on Article { republicationOf { ...F${at + 1} } b: republicationOf { ...F${at + 1} } }`,
  )} fragment F${levels} on Article { id }`

/** What is wrong with a query, whatever its values. */
export const SHAPE: Case[] = [
  query(
    'twenty fields that there are not behind a million line breaks',
    `${'\n'.repeat(1_000_000)}{ ${times(20, (at) => `zz${at}`)} }`,
  ),
  query('a query 5,000 levels deep', `${'{ a '.repeat(5_000)}${'}'.repeat(5_000)}`),
  query('a value 20,000 lists deep', `{ nodes(ids: ${'['.repeat(20_000)}${']'.repeat(20_000)}) { id } }`),
  query('a value 900 lists deep', `{ nodes(ids: ${'['.repeat(900)}${']'.repeat(900)}) { id } }`),
  query('10,000 aliases', `{ ${times(10_000, (at) => `a${at}: __typename`)} }`),
  query('31 aliases', `{ articles { nodes { ${times(31, (at) => `a${at}: id`)} } } }`),
  query('2,001 tokens', `{ articles { nodes { ${times(1_993, 'id')} } } }`),
  query('21 root fields', `{ ${times(21, '__typename')} }`),
  query(
    '13 levels',
    `{ article(by: { slug: "x" }) { ${times(11, 'republicationOf {')} id ${times(11, '}')} } }`,
  ),
  query('fragments that double at each level', DOUBLING(9)),
  query('a fragment that spreads itself', '{ ...F } fragment F on Query { ...F }'),
  query(
    'fragments that spread each other',
    '{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }',
  ),
  query('11 directives', `{ ${times(11, '... @skip(if: true) { __typename }')} }`),
  query('10 times one directive on a field', `{ __typename ${times(10, '@skip(if: false)')} }`),
  query('10 directives that there are not on a field', `{ __typename ${times(10, '@aa')} }`),
  query('a directive that there is not', '{ __typename @lowercase }'),
  query(
    'a schema asked in circles',
    '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }',
  ),
  query(
    'a page of pages that would cost too much',
    '{ articles(first: 100) { nodes { claims(first: 100) { nodes { attributions { party { name } } } } } } }',
  ),
  query('a field that there is not', '{ newspapers { id } }'),
  query('an argument that there is not', '{ articles(limit: 3) { totalCount } }'),
  query('a variable that is not declared', '{ articles(first: $n) { totalCount } }'),
  query('a variable that is not used', 'query ($n: Int) { __typename }'),
  query(
    'a variable of a type that there is not',
    'query ($n: Number) { articles(first: $n) { totalCount } }',
  ),
  query('a variable of a type that is not for input', 'query ($n: Article) { __typename @skip(if: $n) }'),
  query('a fragment that there is not', '{ ...F }'),
  query('a fragment that cannot apply', '{ articles { nodes { ... on Outlet { name } } } }'),
  query(
    'fields of one name that differ',
    '{ a: articles(first: 1) { totalCount } a: articles(first: 2) { totalCount } }',
  ),
  query('a value 142 times in one place', `{ articles { nodes { ${times(142, 'id')} } } }`),
  query('a list 490 times in one place', `{ articles { ${times(490, 'nodes { id }')} } }`),
  query(
    'a schema asked thirty times what all of its fields lead to',
    `{ __schema { types { fields { ${times(30, (at) => `t${at}: type { ofType { ...F ofType { ofType { ...F } } } }`)} } } } }
     fragment F on __Type { fields { args { name type { name ofType { name enumValues { name } } } } } }`,
  ),
  query('a selection of nothing', '{ articles { } }'),
  query('a selection of a text', '{ article(by: { slug: "x" }) { slug { length } } }'),
  query('a record without a selection', '{ articles }'),
  query('a syntax error', '{ articles {'),
  query('an empty query', ''),
  query('a query of a comment', '# nothing'),
  query('a query that is a number', 7),
  query('a query that is null', null),
  query('a query that is a list', ['{ __typename }']),
  query('a fragment alone', 'fragment F on Query { __typename }'),
  query('a definition of a type', 'type Query { a: Int }'),
  query('two operations without a name', '{ __typename } { __typename }'),
  query('two operations of one name', 'query A { __typename } query A { __typename }'),
  query('two operations and no choice', 'query A { __typename } query B { __typename }'),
  query('an operation that there is not', 'query A { __typename }', undefined, {
    also: { operationName: 'B' },
  }),
  query('half of a surrogate pair in a query', '{ article(by: { slug: "\ud800" }) { id } }'),
  query('half of a surrogate pair, escaped, in a query', '{ article(by: { slug: "\\ud800" }) { id } }'),
  query('U+0000 in a query', '{ __typename \0 }'),
]
