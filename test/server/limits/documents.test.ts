import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LimitName, Limits } from '../../../server/limits/limits.ts'
import { askBy, askEveryWay } from '../../support/every-way.ts'
import { makeKey } from '../../support/keys.ts'
import { openTestService } from '../../support/serve.ts'

const LIMITS = {
  tokens: 60,
  depth: 5,
  aliases: 4,
  rootFields: 6,
  fields: 60,
  directives: 4,
  fieldDirectives: 2,
  inputDepth: 6,
  list: 3,
  inputFields: 7,
  inputText: 12,
  inputValues: 14,
  conditions: 5,
} satisfies Partial<Limits>
type Limited = keyof typeof LIMITS
const service = await openTestService({ protection: { limits: LIMITS } })
const usual = await openTestService()

const times = (count: number, text: string | ((at: number) => string)) =>
  Array.from({ length: count }, (_, at) => (typeof text === 'string' ? text : text(at))).join(' ')
const inNodes = (fields: string) => `{ articles(first: 1) { nodes { ${fields} } } }`
const SKIP = '@skip(if: false)'

/** Null asks for nothing. */
const NO_CONDITIONS = [
  'slug',
  'byline',
  'headline',
  'canonicalUrl',
  'language',
  'events',
  'authors',
  'claims',
]

const nothing = (count: number) =>
  Object.fromEntries(NO_CONDITIONS.slice(0, count).map((name) => [name, null]))

/** So many conditions, inside of each other. */
const steps = (count: number) =>
  `${'republicationOf: { '.repeat(count - 1)} language: ["en"] ${'}'.repeat(count - 1)}`

/** Documents that have as many as asked of what a limit counts, and little of what the others do. */
const DOCUMENTS: [what: string, name: Limited, document: (count: number) => string][] = [
  ['tokens', 'tokens', (count) => inNodes(times(count - 13, 'id'))],
  [
    'levels of fields',
    'depth',
    (count) =>
      `{ article(by: { slug: "x" }) { ${times(count - 2, 'republicationOf {')} id ${times(count - 2, '}')} } }`,
  ],
  [
    'levels of fields, in fragments',
    'depth',
    (count) =>
      `{ article(by: { slug: "x" }) { ...F } } fragment F on Article { ... { ${times(count - 2, 'republicationOf {')} id
        ${times(count - 2, '}')} } }`,
  ],
  ['aliases', 'aliases', (count) => inNodes(times(count, (at) => `a${at}: id`))],
  [
    'aliases, in a fragment that is spread twice',
    'aliases',
    (count) =>
      `{ articles { nodes { ...F } edges { node { ...F } } a: totalCount ${count % 2 === 0 ? 'b: totalCount' : ''} } }
       fragment F on Article { ${times(Math.ceil(count / 2) - 1, (at) => `a${at}: id`)} }`,
  ],
  ['root fields', 'rootFields', (count) => `{ ${times(count, '__typename')} }`],
  [
    'fields, in a fragment that is spread often',
    'fields',
    (count) =>
      `{ articles(first: 1) { nodes { ${times((count - 2) / 10 - 1, '...F')} ${times(10 + ((count - 2) % 10), 'id')} } } }
       fragment F on Article { ${times(10, 'id')} }`,
  ],
  ['directives', 'directives', (count) => `{ ${times(count, `... ${SKIP} { __typename }`)} }`],
  [
    'directives on a field',
    'fieldDirectives',
    (count) => `{ __typename ${[SKIP, '@include(if: true)', SKIP].slice(0, count).join(' ')} }`,
  ],
  [
    'levels of values',
    'inputDepth',
    (count) =>
      `{ articles(filter: { ${times(count - 1, 'not: {')} ${times(count - 1, '}')} }) { totalCount } }`,
  ],
  [
    'items of a list',
    'list',
    (count) => `{ articles(filter: { language: [${times(count, '"en"')}] }) { totalCount } }`,
  ],
  [
    'characters of a text',
    'inputText',
    (count) =>
      `{ articles(first: 1) { nodes { ...F } } }
       fragment F on Article { claims(filter: { text: { contains: "${'x'.repeat(count)}" } }) { totalCount } }`,
  ],
  [
    'conditions',
    'conditions',
    (count) => `{ articles(filter: { headline: { contains: "x" }, ${steps(count - 1)} }) { totalCount } }`,
  ],
  [
    'conditions, in filters of several lists',
    'conditions',
    (count) =>
      `{ articles(first: 1, filter: { ${steps(count - 2)} }) { nodes { claims(filter: { search: "x", kind: CAUSAL }) { totalCount } } } }`,
  ],
]

const USUAL: [what: string, query: string, variables: object][] = [
  [
    '250 values of a list',
    'query ($s: [String!]) { articles(filter: { slug: { in: $s } }) { totalCount } }',
    { s: Array.from({ length: 250 }, (_, at) => `a${at}`) },
  ],
  [
    'a hundred records by their ids',
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    { ids: Array.from({ length: 100 }, (_, at) => `Article:${at + 1}`) },
  ],
]

const FILTERED = 'query ($filter: ArticleFilter) { articles(filter: $filter) { totalCount } }'
const INSIDE = `query ($filter: ArticleFilter) {
  events(filter: { coverage: { some: $filter } }) { totalCount } }`
/** So many of an article. */
const conditions = (count: number) =>
  Object.fromEntries(
    [
      ['language', 'en'],
      ['status', ['PUBLISHED']],
      ['headline', { contains: 'x' }],
      ['publishedOn', { from: '2024-02-01' }],
      ['search', 'x'],
      ['byline', { eq: 'x' }],
    ].slice(0, count),
  )

const VARIABLES: [what: string, name: Limited, value: (count: number) => object, query?: string][] = [
  ['items of a list in variables', 'list', (count) => ({ language: Array(count).fill('en') })],
  ['conditions in variables', 'conditions', conditions],
  ['conditions in a variable inside of a filter', 'conditions', (count) => conditions(count - 1), INSIDE],
  [
    'values of lists in variables, a condition each',
    'conditions',
    (count) => ({ language: ['en', 'de', 'fr'], slug: { in: ['a', 'b', 'c'].slice(0, count - 3) } }),
  ],
  [
    'conditions in lists in variables',
    'conditions',
    (count) => ({ or: [{}, {}], not: conditions(count - 2) }),
  ],
  ['characters of a text in variables', 'inputText', (count) => ({ headline: { eq: 'x'.repeat(count) } })],
  ['fields of an object in variables', 'inputFields', nothing],
  [
    'values in variables',
    'inputValues',
    // The filter, in it `not`, and seven in that.
    (count) => ({ ...nothing(count - 9), not: nothing(7) }),
  ],
  [
    'levels of values in variables',
    'inputDepth',
    (count) => JSON.parse(`${'{"not":'.repeat(count - 1)}{}${'}'.repeat(count - 1)}`),
  ],
]
const CASES = [
  ...DOCUMENTS.map(
    ([what, name, document]) => [what, name, (count: number) => ({ query: document(count) })] as const,
  ),
  ...VARIABLES.map(
    ([what, name, value, query = FILTERED]) =>
      [what, name, (count: number) => ({ query, variables: { filter: value(count) } })] as const,
  ),
]

for (const [what, name, make] of CASES) {
  const most = LIMITS[name]
  test(`${most} ${what} are answered, and one more is refused, whichever way it comes`, async () => {
    for (const { body } of await askEveryWay(service.url, make(most))) assert.equal(body.errors, undefined)
    const answers = await askEveryWay(service.url, make(most + 1))
    for (const { body } of answers) {
      assert.deepEqual(
        body.errors?.map(({ extensions }: { extensions: object }) => extensions),
        [{ code: 'LIMIT_EXCEEDED', limit: name satisfies LimitName, most }],
      )
    }
    assert.deepEqual(
      answers.map(({ status }) => status),
      [400, 400, 400, null],
    )
  })
}

test('a subscription has as many conditions as it may, and not one more, as a stream and over a WebSocket', async () => {
  const query = 'subscription ($filter: ArticleFilter) { articles(filter: $filter) { cursor } }'
  for (const way of ['stream', 'socket'] as const) {
    const [fits, exceeds] = await Promise.all(
      [0, 1].map((more) =>
        askBy(way, service.url, { query, variables: { filter: conditions(LIMITS.conditions + more) } }),
      ),
    )
    assert.equal(fits?.body.errors, undefined)
    assert.equal(exceeds?.body.errors[0].extensions.limit, 'conditions')
  }
})

for (const [what, query, variables] of USUAL) {
  test(`${what} are within the usual limits`, async () => {
    for (const { body } of await askEveryWay(usual.url, { query, variables: { ...variables } })) {
      assert.equal(body.errors, undefined)
    }
  })
}

test('values of lists are bounded however often their variable is used', async () => {
  const lists = (count: number) => '{ slug: { in: $s } } '.repeat(count)
  const ask = (count: number) =>
    askEveryWay(usual.url, {
      query: `query ($s: [String!]) { articles(first: 1, filter: { or: [${lists(count)}] }) { nodes { id } } }`,
      variables: { s: Array.from({ length: 250 }, (_, at) => `a${at}`) },
    })
  for (const { body } of await ask(4)) assert.equal(body.errors, undefined)
  for (const { body } of await ask(5)) assert.equal(body.errors?.[0].extensions.limit, 'conditions')
})

test('a mutation has as many values as it may, and not one more', async () => {
  const key = await makeKey(service.database, 'EDITOR')
  const ask = (count: number) =>
    askEveryWay(service.url, {
      query: 'mutation ($input: CreateOutletInput!) { createOutlet(input: $input) { __typename } }',
      // The input, its name and its list.
      variables: { input: { name: 'Harbour Gazette', altIds: Array(count - 3).fill(null) } },
      headers: { authorization: `Bearer ${key}` },
    })
  for (const { body } of await ask(LIMITS.inputValues))
    assert.notEqual(body.errors?.[0].extensions.code, 'LIMIT_EXCEEDED')
  for (const { body } of await ask(LIMITS.inputValues + 1)) {
    assert.deepEqual(body.errors?.[0].extensions, {
      code: 'LIMIT_EXCEEDED',
      limit: 'inputValues',
      most: LIMITS.inputValues,
    })
  }
})
