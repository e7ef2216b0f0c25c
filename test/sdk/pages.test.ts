import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDateline, DatelineError, GraphQLRequestError } from '../../sdk/src/index.ts'
import { createTestDateline } from '../../sdk/src/testing.ts'
import { openTestService } from '../support/serve.ts'

const { url } = await openTestService()
let requests = 0
const dateline = createDateline({
  url,
  fetch: (...asked) => {
    requests++
    return fetch(...asked)
  },
})

const idsOf = async <Node extends { id: string }>(nodes: AsyncIterable<Node>) => {
  const ids: string[] = []
  for await (const { id } of nodes) ids.push(id)
  return ids
}

test('each item of a list is read once, in its order, whatever the pages', async () => {
  const { claims } = await dateline.claims({ first: 100, withTotal: true })
  const expected = await idsOf(dateline.claims.each({ first: 100 }))
  assert.equal(expected.length, claims.totalCount)
  for (const first of [1, 7, 50]) assert.deepEqual(await idsOf(dateline.claims.each({ first })), expected)
  assert.equal(new Set(expected).size, expected.length)
})

test('a filter and an order are kept over all pages', async () => {
  const filter = { kind: ['NUMERICAL' as const] }
  const orderBy = { field: 'CREATED_AT' as const, direction: 'ASC' as const }
  const kinds = new Set<string>()
  for await (const { kind } of dateline.claims.each({ first: 3, filter, orderBy })) kinds.add(kind)
  assert.deepEqual([...kinds], ['NUMERICAL'])
})

test('an empty list has one page without items', async () => {
  const filter = { slug: { eq: 'there-is-no-such-claim' } }
  assert.deepEqual(await idsOf(dateline.claims.each({ filter })), [])
  const pages = []
  for await (const page of dateline.claims.pages({ filter })) pages.push(page.nodes.length)
  assert.deepEqual(pages, [0])
})

test('leaving asks for no more than the page that follows', async () => {
  requests = 0
  for await (const _ of dateline.claims.each({ first: 5 })) break
  assert.ok(requests <= 2, String(requests))
})

test('the page that follows is asked for while one is read', async () => {
  requests = 0
  for await (const _ of dateline.claims.pages({ first: 5 })) {
    assert.equal(requests, 2)
    break
  }
})

test('an item says where it stands: a list after it goes on from there', async () => {
  const all = await idsOf(dateline.claims.each({ first: 100 }))
  const each = dateline.claims.each({ first: 4 })
  assert.equal(each.cursor, undefined)
  let at = 0
  for await (const _ of each) if (++at === 6) break
  const rest = await dateline.claims({ first: 3, after: each.cursor })
  assert.deepEqual(
    rest.claims.nodes.map(({ id }) => id),
    all.slice(6, 9),
  )
})

test('a list goes on after a cursor, and is read in parts', async () => {
  const all = await idsOf(dateline.claims.each({ first: 100 }))
  const { claims } = await dateline.claims({ first: 10 })
  assert.deepEqual(
    await idsOf(dateline.claims.each({ first: 9, after: claims.pageInfo.endCursor })),
    all.slice(10),
  )
})

test('all takes as many as it is told, and no more', async () => {
  const all = await idsOf(dateline.claims.each())
  for (const limit of [0, 1, 30, 10_000]) {
    const taken = await dateline.claims.all({ limit })
    assert.deepEqual(
      taken.map(({ id }) => id),
      all.slice(0, limit),
    )
  }
  requests = 0
  await dateline.claims.all({ limit: 0 })
  assert.equal(requests, 0)
})

test('a search is read to its end as lists are', async () => {
  const hits = await dateline.search.all({ query: 'claim OR iraq', limit: 100, first: 3 })
  const { search } = await dateline.search({ query: 'claim OR iraq', first: 100 })
  assert.deepEqual(
    hits.map(({ node }) => node.slug),
    search.nodes.map(({ node }) => node.slug),
  )
})

test('what fails is told to whoever reads', async () => {
  await assert.rejects(
    idsOf(dateline.claims.each({ after: 'nonsense' })),
    (error) => error instanceof GraphQLRequestError && error.code === 'INVALID_CURSOR',
  )
  const signal = AbortSignal.abort()
  await assert.rejects(idsOf(dateline.claims.each({}, { signal })), { name: 'AbortedError' })
})

test('a list that does not go on is told, rather than read without end', async () => {
  for (const endCursor of ['same', null]) {
    const { asked, outlets } = createTestDateline({
      answers: { outlets: { outlets: { nodes: [{ id: 'a' }], pageInfo: { hasNextPage: true, endCursor } } } },
    })
    await assert.rejects(outlets.all({ limit: 10 }), DatelineError)
    assert.ok(asked.length <= 2)
  }
})
