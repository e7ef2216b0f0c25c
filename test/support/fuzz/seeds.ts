import { readdirSync, readFileSync } from 'node:fs'
import { readExamples } from '../../../server/plugins/use-playground.ts'

const OPERATIONS = new URL('../../../sdk/operations/', import.meta.url)

/** Good documents: the examples, and the operations of the client without the fragments that they share. */
export const DOCUMENTS: readonly [string, ...string[]] = [
  'query One($by: ArticleBy!) { article(by: $by) { id headline claims(first: 2) { nodes { text } } } }',
  ...readExamples().map(({ query }) => query),
  ...readdirSync(OPERATIONS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => readFileSync(new URL(file, OPERATIONS), 'utf8')),
  'mutation ($input: CreateOutletInput!) { createOutlet(input: $input) { __typename ... on Error { code path } } }',
  'mutation ($input: CreateClaimInput!) { createClaim(input: $input) { __typename ... on Error { code path } } }',
  'mutation ($input: BulkInput!) { bulk(input: $input) { __typename ... on Error { code path } } }',
  'query ($filter: ClaimFilter) { claims(first: 3, filter: $filter) { nodes { id } pageInfo { endCursor } } }',
  'query ($after: Cursor, $n: Int) { events(after: $after, first: $n) { totalCount edges { cursor } } }',
  'subscription ($after: Cursor) { entries(after: $after) { cursor entry { nodeId } } }',
]

/** Pieces that mean something to a parser, a reader of values or a database. */
export const PIECES: readonly [string, ...string[]] = [
  '{',
  ...[
    '}',
    '(',
    ')',
    '[',
    ']',
    '...',
    '@',
    '$',
    ':',
    '!',
    '|',
    '&',
    '"',
    '"""',
    '#',
    ',',
    '\\',
    "'",
    ';',
    '--',
  ],
  ...[
    'query',
    'mutation',
    'subscription',
    'fragment',
    'on',
    'null',
    'true',
    '__typename',
    '__schema',
    '__proto__',
  ],
  ...[
    '\0',
    '\ud800',
    '\udfff',
    '\ufeff',
    '\u202e',
    '😀',
    'é',
    '\n',
    '\r',
    '\t',
    '\u2028',
    '%s',
    '%00',
    '$1',
    '::int',
  ],
  ...[
    '0',
    '-1',
    '1e400',
    '2147483648',
    '9223372036854775808',
    '0.1',
    'NaN',
    'Article:1',
    'Article:abc',
    'Claim:-1',
  ],
  ...[
    '@skip(if: true)',
    '@include(if: $x)',
    'first: 100',
    'after: "x"',
    'first: -1',
    'last: 101',
    'asOf: "2024"',
  ],
  ...['filter: { not: { } }', '{ and: [] }', '{ slug: "x" }', '[[]]', 'x'.repeat(5_000)],
]
