import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { getIntrospectionQuery, getOperationAST, isInterfaceType, isObjectType, Kind, parse } from 'graphql'
import { schema } from '../../../schema/index.ts'
import { costOf } from '../../../server/limits/cost.ts'
import { USUAL_LIMITS } from '../../../server/limits/limits.ts'
import { readExamples } from '../../../server/plugins/use-playground.ts'
import { askEveryWay } from '../../support/every-way.ts'
import { openTestService } from '../../support/serve.ts'
import { connect } from '../../support/web-socket.ts'

const { url } = await openTestService({ protection: { limits: { cost: 40 } } })
const usual = await openTestService()

/** What the schema tells of itself is five values a point, of each field that is selected. */
const pointsOf = (values: number) => Math.ceil(values / 5)
const TYPES = Object.values(schema.getTypeMap())
const FIELDS = TYPES.flatMap((type) =>
  isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [],
)
const ARGUMENTS = FIELDS.flatMap(({ args }) => args)

const priceOf = (query: string, variables: Record<string, unknown> = {}) => {
  const document = parse(query)
  const operation = getOperationAST(document)
  if (!operation) throw new Error('No operation')
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION)
  return costOf({
    operation,
    fragments: Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment])),
  }).of(variables)
}

for (const [what, query, points, variables] of [
  ['a name of the schema', '{ __typename }', 0, {}],
  ['a record', '{ article(by: { slug: "x" }) { headline publishedOn } }', 1, {}],
  ['a list without a page size', '{ articles { nodes { id } } }', 21, {}],
  ['a page', '{ articles(first: 3) { nodes { id } } }', 4, {}],
  ['a page from the end', '{ articles(last: 5) { nodes { id } } }', 6, {}],
  ['its edges', '{ articles(first: 3) { edges { cursor node { id } } pageInfo { endCursor } } }', 7, {}],
  ['a count', '{ articles(first: 1) { totalCount } }', 11, {}],
  [
    'a page in a page',
    '{ articles(first: 3) { nodes { claims(first: 2) { nodes { id } } } } }',
    1 + 3 + 3 * 3,
    {},
  ],
  ['a record of each record', '{ articles(first: 3) { nodes { outlet { name } } } }', 7, {}],
  ['a list of each record', '{ articles(first: 3) { nodes { authors { name } } } }', 1 + 3 + 3 * 4, {}],
  ['a page by a variable', 'query ($n: Int) { articles(first: $n) { nodes { id } } }', 8, { n: 7 }],
  [
    'a page by a variable with a default',
    'query ($n: Int = 9) { articles(first: $n) { nodes { id } } }',
    10,
    {},
  ],
  [
    'a page by a variable that is null',
    'query ($n: Int = 9) { articles(first: $n) { nodes { id } } }',
    21,
    { n: null },
  ],
  [
    'a page that will be refused',
    'query ($n: Int) { articles(first: $n) { nodes { id } } }',
    101,
    { n: 1e9 },
  ],
  ['records by their ids', '{ nodes(ids: ["Article:1", "Article:2"]) { id } }', 2, {}],
  [
    'records by ids in a variable',
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    3,
    { ids: ['a', 'b', 'c'] },
  ],
  [
    'what is left out',
    'query ($no: Boolean!) { article(by: { slug: "x" }) @skip(if: $no) { id } }',
    0,
    { no: true },
  ],
  [
    'what is not left out',
    'query ($no: Boolean!) { article(by: { slug: "x" }) @skip(if: $no) { id } }',
    1,
    { no: false },
  ],
  [
    'a field that two fragments select',
    '{ ...A ...B } fragment A on Query { articles(first: 3) { nodes { id } } } fragment B on Query { articles(first: 3) { nodes { headline } } }',
    4,
    {},
  ],
  [
    'a list of which two fragments select different things',
    '{ ...A ...B } fragment A on Query { articles(first: 3) { nodes { outlet { id } } } } fragment B on Query { articles(first: 3) { nodes { authors { id } } } }',
    1 + 3 + 3 + 3 * 4,
    {},
  ],
  [
    'a fragment that is left out once, and then not',
    'query ($no: Boolean!) { ...F @include(if: $no) ...F } fragment F on Query { articles(first: 3) { nodes { id } } }',
    4,
    { no: false },
  ],
  [
    'a fragment that is skipped by one condition, and not by another',
    `query ($no: Boolean!, $yes: Boolean!) { ...F @include(if: $no) ... @skip(if: $no) { ...F @include(if: $yes) } }
     fragment F on Query { ...G } fragment G on Query { articles(first: 3) { nodes { id } } }`,
    4,
    { no: false, yes: true },
  ],
  [
    'a fragment that is always left out',
    'query ($no: Boolean!) { ...F @include(if: $no) ...F @include(if: false) } fragment F on Query { articles { nodes { id } } }',
    0,
    { no: false },
  ],
  ['one id for a list', '{ nodes(ids: "Event:1") { id } }', 1, {}],
  ['one id for a list, in a variable', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', 1, { ids: 'a' }],
  [
    'ids that are variables',
    'query ($a: ID!, $b: ID = "Event:2") { nodes(ids: [$a, $b]) { id } }',
    2,
    { a: 'Event:1' },
  ],
  ['a condition', '{ articles(first: 3, filter: { language: ["en"] }) { nodes { id } } }', 5, {}],
  [
    'conditions of each list in a list',
    '{ articles(first: 3) { nodes { claims(first: 1, filter: { search: "x", kind: CAUSAL }) { nodes { id } } } } }',
    1 + 3 + 3 * (2 + 10 + 1),
    {},
  ],
  [
    'conditions in a variable inside of a filter',
    'query ($f: ClaimFilter!) { articles(first: 3, filter: { claims: { some: $f } }) { nodes { id } } }',
    4 + 4 + 4 * 10,
    { f: { search: 'x' } },
  ],
  [
    'conditions by the default of a variable',
    'query ($f: ArticleFilter = { search: "x" }) { articles(first: 3, filter: $f) { nodes { id } } }',
    14,
    {},
  ],
  [
    'full text',
    'query ($q: String!) { search(query: $q, first: 3) { nodes { rank } } }',
    4 + 40,
    { q: '-fire "in the hills"' },
  ],
  ['full text without a word', '{ search(query: "", first: 3) { nodes { rank } } }', 4 + 10, {}],
  [
    'full text of each list in a list',
    '{ articles(first: 3) { nodes { claims(first: 1, filter: { search: "fire in hills" }) { nodes { id } } } } }',
    1 + 3 + 3 * (2 + 30),
    {},
  ],
  ['the schema', '{ __schema { types { name } } }', 2 + pointsOf(TYPES.length), {}],
  ['the schema, left out', '{ __schema @include(if: false) { types { name } } }', 0, {}],
  [
    'the fields of all types, and what they are given',
    '{ __schema { types { fields { name args { type { kind } } } } } }',
    2 + pointsOf(TYPES.length) + 2 * pointsOf(FIELDS.length) + 2 * pointsOf(ARGUMENTS.length),
    {},
  ],
  [
    'the schema under two names',
    '{ __schema { a: types { name } b: types { name } } }',
    1 + 2 * (1 + pointsOf(TYPES.length)),
    {},
  ],
  ['a type', '{ __type(name: "__TypeKind") { name enumValues { name } } }', 3 + pointsOf(8), {}],
  [
    'a type by a variable',
    'query ($n: String!) { __type(name: $n) { name enumValues { name } } }',
    3 + pointsOf(8),
    { n: '__TypeKind' },
  ],
  ['a type that there is not', '{ __type(name: "x") { name enumValues { name } } }', 1, {}],
] as const) {
  test(`${what} costs ${points}`, () => {
    assert.equal(priceOf(query, variables), points)
  })
}

for (const [what, query, records, variables] of [
  [
    'in a variable',
    'mutation ($input: BulkInput!) { bulk(input: $input) { __typename } }',
    3,
    { input: { records: [{}, {}, {}] } },
  ],
  [
    'in a variable inside of the input',
    'mutation ($r: [RecordInput!]!) { bulk(input: { records: $r }) { __typename } }',
    3,
    { r: [{}, {}, {}] },
  ],
  [
    'in variables inside of a list',
    'mutation ($r: RecordInput!, $s: RecordInput!) { bulk(input: { records: [$r, $s] }) { __typename } }',
    2,
    { r: {}, s: {} },
  ],
  [
    'as one for a list',
    'mutation ($input: BulkInput!) { bulk(input: $input) { __typename } }',
    1,
    { input: { records: {} } },
  ],
  [
    'as one for a list, in the document',
    'mutation ($o: OutletRecord!) { bulk(input: { records: { outlet: $o } }) { __typename } }',
    1,
    { o: {} },
  ],
  [
    'as none',
    'mutation ($input: BulkInput!) { bulk(input: $input) { __typename } }',
    0,
    { input: { records: [] } },
  ],
] as const) {
  test(`a write costs ten, one for what it answers, and one for each record that it is given: ${what}`, () => {
    assert.equal(priceOf(query, variables), 11 + records)
  })
}

test('the examples and the operations of the client cost a tenth of the limit at most', () => {
  const operations = new URL('../../../sdk/operations/', import.meta.url)
  const texts = readdirSync(operations, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => readFileSync(new URL(file, operations), 'utf8'))
  for (const query of [...readExamples().map(({ query }) => query), ...texts]) {
    if (parse(query).definitions.every(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)) continue
    assert.ok(priceOf(query) <= USUAL_LIMITS.cost / 10, `${query.slice(0, 60)}: ${priceOf(query)}`)
  }
})

const ALL_OF_THE_SCHEMA = getIntrospectionQuery({
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
})
const FULL_TYPE = ALL_OF_THE_SCHEMA.slice(ALL_OF_THE_SCHEMA.indexOf('fragment FullType'))

test('tools that read the whole schema cost a tenth of the limit at most', () => {
  const whole = priceOf(ALL_OF_THE_SCHEMA)
  assert.ok(whole > 1_000 && whole <= USUAL_LIMITS.cost / 10, `${whole}`)
  const dearest = TYPES.map(({ name }) =>
    priceOf(`query ($n: String!) { __type(name: $n) { ...FullType } } ${FULL_TYPE}`, { n: name }),
  )
  assert.ok(Math.max(...dearest) <= USUAL_LIMITS.cost / 100, `${Math.max(...dearest)}`)
})

/** So many times what is in it. */
const types = (count: number) =>
  Array.from(
    { length: count },
    (_, at) => `t${at}: type { ofType { ...F ofType { ofType { ...F } } } }`,
  ).join(' ')

for (const [what, query, variables] of [
  [
    'what the types of all fields lead to, thirty times',
    `{ __schema { types { fields { ${types(30)} } } } }
     fragment F on __Type { fields { name description args { name type { name ofType { name enumValues { name } } } } } }`,
    {},
  ],
  [
    'phrases of 900 characters, 240 times',
    'query ($f: [ClaimFilter!]) { claims(filter: { or: [{ or: $f }, { or: $f }, { or: $f }, { or: $f }] }) { totalCount } }',
    { f: Array(60).fill({ search: `"${'a1 '.repeat(300)}"` }) },
  ],
  [
    'what must not be there, three hundred words of it in nineteen searches',
    `query ($q: String!) { ${Array.from({ length: 19 }, (_, at) => `s${at}: search(query: $q, first: 1) { nodes { rank } }`).join(' ')} }`,
    { q: '-a '.repeat(333) },
  ],
] as const) {
  test(`${what} is more than the usual limit, whichever way it comes`, async () => {
    for (const { body } of await askEveryWay(usual.url, { query, variables })) {
      assert.equal(body.errors?.[0].extensions.code, 'COST_LIMIT_EXCEEDED')
    }
  })
}

for (const [what, query, fits, exceeds] of [
  [
    'a question about a type',
    `query ($n: String!, $more: Boolean!) { __type(name: $n) { enumValues { ${'abcdefghi'.replace(/./g, '$&: name ')} } kind description name @include(if: $more) } }`,
    { n: '__DirectiveLocation', more: false },
    { n: '__DirectiveLocation', more: true },
  ],
  [
    'a search',
    'query ($q: String!) { search(query: $q, first: 9) { nodes { rank } } }',
    { q: 'fire "in hills"' },
    { q: 'fire "in the hills"' },
  ],
  [
    'a filter by full text',
    'query ($q: String!) { articles(first: 9, filter: { search: $q }) { nodes { id } } }',
    { q: 'fire "in hills"' },
    { q: 'fire -"in hills" -x' },
  ],
] as const) {
  test(`${what} is answered at the limit and refused above it, whichever way it comes`, async () => {
    for (const { body } of await askEveryWay(url, { query, variables: fits }))
      assert.equal(body.errors, undefined)
    for (const { body } of await askEveryWay(url, { query, variables: exceeds })) {
      assert.equal(body.errors?.[0].extensions.code, 'COST_LIMIT_EXCEEDED')
    }
  })
}

const PAGE = 'query ($n: Int) { articles(first: $n) { nodes { outlet { id } } } }'

async function ask(address: string, n: number, extensions?: object) {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: PAGE, variables: { n }, extensions }),
  })
  return { status: answer.status, body: JSON.parse(await answer.text()) }
}

async function askSocket(n: number, extensions?: object) {
  const caller = await connect(url)
  caller.send({ id: '1', type: 'subscribe', payload: { query: PAGE, variables: { n }, extensions } })
  const told = await caller.next()
  caller.socket.close()
  return told
}

for (const [way, address] of [
  ['short', url],
  ['long', `${url}?`],
] as const) {
  test(`an operation at the limit is answered on the ${way} way, and a page of one more is refused with the dearest fields`, async () => {
    assert.equal((await ask(address, 19)).body.errors, undefined)
    const { status, body } = await ask(address, 20)
    assert.equal(status, 400)
    assert.deepEqual(body.errors[0].extensions, {
      code: 'COST_LIMIT_EXCEEDED',
      cost: { requested: 41, limit: 40 },
      dearest: [
        { field: 'articles.nodes', cost: 20 },
        { field: 'articles.nodes.outlet', cost: 20 },
        { field: 'articles', cost: 1 },
      ],
    })
    assert.equal(body.data, undefined)
  })

  test(`the ${way} way tells the cost of a request that asks for it, and of no other`, async () => {
    assert.deepEqual((await ask(address, 2, { cost: true })).body.extensions, {
      cost: { requested: 5, limit: 40 },
    })
    assert.equal((await ask(address, 2)).body.extensions, undefined)
    assert.equal((await ask(address, 2, { cost: 1 })).body.extensions, undefined)
  })
}

for (const [what, query, requested, variables] of [
  [
    'a fragment that is left out once',
    'query ($no: Boolean!) { ...F @include(if: $no) ...F } fragment F on Query { articles(first: 40) { nodes { id } } }',
    41,
    { no: false },
  ],
  [
    'one id for a list',
    '{ nodes(ids: "Event:1") { ... on Event { claims(first: 40) { nodes { id } } } } }',
    42,
    {},
  ],
  [
    'records in a variable inside of the input',
    'mutation ($r: [RecordInput!]!) { bulk(input: { records: $r }) { __typename } }',
    41,
    { r: Array(30).fill({ outlet: { slug: 'x' } }) },
  ],
  [
    'conditions in a variable inside of a filter',
    'query ($f: ClaimFilter!) { articles(first: 1, filter: { claims: { some: $f } }) { nodes { id } } }',
    46,
    { f: { search: 'x' } },
  ],
] as const) {
  test(`${what} is reckoned, whichever way it comes`, async () => {
    for (const { body } of await askEveryWay(url, { query, variables })) {
      const { code, cost } = body.errors[0].extensions
      assert.deepEqual([code, cost.requested], ['COST_LIMIT_EXCEEDED', requested])
    }
  })
}

test('WebSockets refuse what is too dear and tell what was asked, in the same words', async () => {
  assert.equal((await askSocket(20)).payload[0].extensions.code, 'COST_LIMIT_EXCEEDED')
  assert.deepEqual((await askSocket(2, { cost: true })).payload.extensions, {
    cost: { requested: 5, limit: 40 },
  })
  assert.equal((await askSocket(2)).payload.extensions, undefined)
})

test('a subscription that would be too dear is refused, as a stream and over a WebSocket', async () => {
  const query = `subscription { entries { entry { node { ... on Article { claims(first: 100) { nodes { id } } } } } } }`
  const stream = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query }),
  })
  assert.match(await stream.text(), /COST_LIMIT_EXCEEDED/)
  const caller = await connect(url)
  caller.send({ id: '1', type: 'subscribe', payload: { query } })
  assert.equal((await caller.next())?.payload[0].extensions.code, 'COST_LIMIT_EXCEEDED')
  caller.socket.close()
})
