import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { makeAll } from '../support/make.ts'
import { ask } from '../support/send.ts'

const db = await openTestDatabase()
/** Made in one transaction: all at the same microsecond, and twenty on each of three days. */
const articles = await makeAll(
  db,
  'Article',
  Array.from({ length: 60 }, (_, at) => ({ publishedOn: `2024-02-0${1 + (at % 3)}`, headline: 'The same' })),
)

interface Page {
  articles: {
    nodes: { id: string }[]
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string }
  }
}

/** All pages of a list, from its first or its last, as lists of ids. */
async function walk(order: string, by: 'first' | 'last', size: number): Promise<string[][]> {
  const from = by === 'first' ? 'after' : 'before'
  const source = `query ($cursor: Cursor) {
    articles(${by}: ${size}, ${from}: $cursor, orderBy: ${order}) {
      nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`
  const pages: string[][] = []
  for (let cursor: string | null = null, more = true; more; ) {
    const { nodes, pageInfo }: Page['articles'] = (await ask<Page>(db, source, { cursor })).articles
    pages.push(nodes.map(({ id }) => id))
    cursor = by === 'first' ? pageInfo.endCursor : pageInfo.startCursor
    more = by === 'first' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage
    assert.equal(by === 'first' ? pageInfo.hasPreviousPage : pageInfo.hasNextPage, pages.length > 1)
  }
  return pages
}

const inOrder = articles.map(({ id }) => id)
const byDay = [0, 1, 2].flatMap((day) => inOrder.filter((_, at) => at % 3 === day))

const EXPECTED = {
  PUBLISHED_ON: byDay,
  CREATED_AT: inOrder,
  UPDATED_AT: inOrder,
  HEADLINE: inOrder,
}

for (const [field, ascending] of Object.entries(EXPECTED)) {
  for (const direction of ['ASC', 'DESC']) {
    const expected = direction === 'ASC' ? ascending : ascending.toReversed()
    const order = `{ field: ${field}, direction: ${direction} }`
    test(`sixty rows with ties by ${field} ${direction} come each once, page by page in either direction`, async () => {
      for (const size of [7, 20, 60]) {
        assert.deepEqual((await walk(order, 'first', size)).flat(), expected)
        assert.deepEqual((await walk(order, 'last', size)).reverse().flat(), expected)
      }
    })
  }
}

test('a full last page says that none follows it', async () => {
  assert.equal((await walk('{ field: CREATED_AT }', 'first', 20)).length, 3)
  assert.equal((await walk('{ field: CREATED_AT }', 'last', 20)).length, 3)
})

test('a cursor holds while rows are added before and behind it', async () => {
  const list = (args: string) =>
    ask<Page>(
      db,
      `{ articles(${args}, orderBy: { field: PUBLISHED_ON }) { nodes { id } pageInfo { endCursor hasNextPage } } }`,
    )
  const { articles: before } = await list('first: 30')
  await makeAll(db, 'Article', [{ publishedOn: '2024-01-01' }, { publishedOn: '2024-03-01' }])
  const { articles: behind } = await list(`first: 30, after: "${before.pageInfo.endCursor}"`)
  assert.deepEqual(
    behind.nodes.map(({ id }) => id),
    byDay.slice(30),
  )
  assert.equal(behind.pageInfo.hasNextPage, true)
})
