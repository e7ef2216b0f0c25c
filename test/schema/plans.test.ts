import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planCounts } from '../../schema/sql/index.ts'
import { openTestDatabase } from '../support/database.ts'
import { makeAll, makeAuthor, makeOutlet } from '../support/make.ts'
import { dataOf, prepare, type Result, type Variables } from '../support/send.ts'

const db = await openTestDatabase()
const outlet = await makeOutlet(db, { slug: 'daily' })
const author = await makeAuthor(db, { slug: 'ann' })
await makeAll(db, 'Article', [
  { slug: 'a1', publishedOn: '2024-02-01', byline: 'By Ann', authors: ['ann'], outlet: 'daily' },
  { slug: 'a2', publishedOn: '2024-02-02', language: 'fr', outlet: 'daily' },
  { slug: 'a3', publishedOn: '2024-02-03', status: 'CORRECTED' },
])

interface List {
  list: { nodes: { slug: string }[] }
}
const slugsIn = (result: Result) =>
  dataOf<List>(result)
    .list.nodes.map(({ slug }) => slug)
    .join(' ')

/** One operation over the articles, sent again and again. */
function articles(declared: string, args: string) {
  const request = prepare(
    db,
    `query (${declared}) { list: articles(${args}, orderBy: { field: PUBLISHED_ON }) { nodes { slug } } }`,
  )
  return async (variables?: Variables) => slugsIn(await request(variables))
}

test('a nested order that was null before does not change the default of a later request', async () => {
  const request = prepare(
    db,
    `query ($d: OrderDirection) { outlet(by: { slug: "daily" }) {
      list: articles(orderBy: { field: PUBLISHED_ON, direction: $d }) { nodes { slug } } } }`,
  )
  const { errors } = await request({ d: null })
  assert.match(errors?.[0]?.message ?? '', /orderBy/)
  const { outlet } = dataOf<{ outlet: List }>(await request({}))
  assert.deepEqual(outlet.list.nodes, [{ slug: 'a1' }, { slug: 'a2' }])
})

test('an id of each type is looked up in its own table', async () => {
  const request = prepare(db, 'query ($id: ID!) { node(id: $id) { __typename slug } }')
  const node = async (id: unknown) => dataOf<{ node: unknown }>(await request({ id })).node
  for (let round = 0; round < 2; round++) {
    assert.deepEqual(await node(outlet.id), { __typename: 'Outlet', slug: 'daily' })
    assert.deepEqual(await node(author.id), { __typename: 'Author', slug: 'ann' })
    assert.equal(await node('Author:999'), null)
    assert.equal(await node(7), null)
  }
})

test('a record may be looked up by another key with each request', async () => {
  const request = prepare(db, 'query ($by: AuthorBy!) { author(by: $by) { slug } }')
  for (const by of [{ id: author.id }, { slug: 'ann' }, { id: author.id }]) {
    assert.deepEqual(dataOf(await request({ by })), { author: { slug: 'ann' } })
  }
  assert.deepEqual(dataOf(await request({ by: { slug: author.id } })), { author: null })
  assert.deepEqual(dataOf(await request({ by: { id: outlet.id } })), { author: null })
})

/** Conditions that every article meets: each set of them is another shape. */
const NEUTRAL = [
  { publishedOn: { from: '2000-01-01' } },
  { publishedOn: { to: '2100-01-01' } },
  { createdAt: { from: '2000-01-01T00:00:00Z' } },
  { createdAt: { before: '2100-01-01T00:00:00Z' } },
  { headline: { contains: '' } },
  { headline: { startsWith: 'H' } },
  { language: ['en', 'fr'] },
  { claims: { none: {} } },
]

test('two hundred shapes of variables, one after the other and back, are each answered rightly', async () => {
  const found = articles('$f: ArticleFilter', 'filter: $f')
  const shapes = Array.from({ length: 200 }, (_, bits) => bits)
  for (const bits of [...shapes, ...shapes.toReversed()]) {
    const slug = `a${(bits % 3) + 1}`
    const and = NEUTRAL.filter((_, bit) => bits & (1 << bit))
    assert.equal(await found({ f: { slug: { eq: slug }, and } }), slug)
  }
})

test('what a caller calls the type of an id is not kept', async () => {
  const request = prepare(db, 'query ($id: ID!) { node(id: $id) { id } }')
  const before = planCounts().made
  for (let nth = 0; nth < 20; nth++)
    await request({ id: `${'A'.repeat(40)}${String.fromCharCode(97 + nth)}:1` })
  // Twice of each: as text, and by the executor.
  assert.ok(planCounts().made - before <= 2)
})
