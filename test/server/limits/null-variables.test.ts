import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askBy, askEveryWay } from '../../support/every-way.ts'
import { openTestService } from '../../support/serve.ts'

const { url } = await openTestService()

/** The variable that is null is called `x`. */
for (const [what, query, variables] of [
  ['a list', 'query ($x: [ID!] = ["Event:1"]) { nodes(ids: $x) { id } }', { x: null }],
  [
    'an argument with a default',
    'query ($x: [NodeKind!]) { search(query: "a", kinds: $x) { totalCount } }',
    { x: null },
  ],
  ['an item of a list', 'query ($x: ID = "Event:1") { nodes(ids: ["Event:2", $x]) { id } }', { x: null }],
  [
    'a field of an input, beside another variable',
    'query ($d: OrderDirection!, $x: ArticleOrderField = CREATED_AT) { articles(orderBy: { direction: $d, field: $x }) { totalCount } }',
    { d: 'ASC', x: null },
  ],
  ['a directive', 'query ($x: Boolean = true) { articles { totalCount @include(if: $x) } }', { x: null }],
  ['a choice of one', 'query ($x: String) { article(by: { slug: $x }) { id } }', { x: null }],
  ['a choice of one, by being left out', 'query ($x: String) { article(by: { slug: $x }) { id } }', {}],
  [
    'a fragment',
    'query ($x: ID = "Event:1") { ...F } fragment F on Query { nodes(ids: [$x]) { id } }',
    { x: null },
  ],
] as const) {
  test(`null in ${what} that needs a value is refused, and its variable named, whichever way it comes`, async () => {
    for (const { status, body } of await askEveryWay(url, { query, variables })) {
      assert.deepEqual(
        body.errors?.map(({ extensions }: { extensions: object }) => extensions),
        [{ code: 'BAD_USER_INPUT', argument: 'x' }],
      )
      assert.equal(body.data, undefined)
      assert.ok(status === 400 || status === null)
    }
  })
}

for (const [what, query, variables] of [
  ['is not given and has a default', 'query ($x: [ID!] = []) { nodes(ids: $x) { id } }', {}],
  [
    'is not given where there is a default',
    'query ($x: [NodeKind!]) { search(query: "a", kinds: $x) { totalCount } }',
    {},
  ],
  [
    'may be null',
    'query ($x: [Language!]) { articles(first: 1, filter: { language: $x }) { totalCount } }',
    { x: null },
  ],
  [
    'stands in what is left out',
    'query ($x: String, $by: Boolean = false) { article(by: { slug: $x }) @include(if: $by) { id } }',
    { x: null },
  ],
] as const) {
  test(`null of a variable that ${what} is no error`, async () => {
    for (const { body } of await askEveryWay(url, { query, variables })) assert.equal(body.errors, undefined)
  })
}

test('a subscription is refused for its null, as a stream and over a WebSocket', async () => {
  const query = 'subscription ($x: Language = "en") { articles(filter: { language: [$x] }) { cursor } }'
  for (const way of ['stream', 'socket'] as const) {
    const { body } = await askBy(way, url, { query, variables: { x: null } })
    assert.deepEqual(body.errors[0].extensions, { code: 'BAD_USER_INPUT', argument: 'x' })
  }
})
