import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { makeAll, makeAuthor, makeOutlet } from '../support/make.ts'
import { ask, askCounted } from '../support/send.ts'

const db = await openTestDatabase()
const outlet = await makeOutlet(db, { slug: 'gazette' })
const author = await makeAuthor(db)
await makeAll(
  db,
  'Article',
  [1, 2, 3, 4, 5].map((day) => ({
    slug: `a${day}`,
    publishedOn: `2024-02-0${day}`,
    outlet: day % 2 ? outlet.slug : null,
    authors: day > 2 ? [author.slug] : [],
  })),
)
await makeOutlet(db, { slug: 'silent' })

const ALL = 'nodes { slug } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount'

interface Page {
  list: {
    nodes: { slug: string }[]
    edges: { cursor: string; node: { slug: string } }[]
    pageInfo: {
      hasNextPage: boolean
      hasPreviousPage: boolean
      startCursor: string | null
      endCursor: string | null
    }
    totalCount: number
  }
}
const page = async (args: string, selection = ALL) =>
  (await ask<Page>(db, `{ list: articles(${args} orderBy: { field: PUBLISHED_ON }) { ${selection} } }`)).list
const slugsOf = ({ nodes }: { nodes: { slug: string }[] }) => nodes.map(({ slug }) => slug).join(' ')

test('an empty list has null cursors, no next or previous page and a count of 0', async () => {
  for (const args of ['', 'first: 5', 'last: 5', 'first: 0', 'last: 0']) {
    const list = await page(`${args} filter: { slug: { eq: "none" } }`, `edges { cursor } ${ALL}`)
    assert.deepEqual(list, {
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
      totalCount: 0,
    })
  }
})

test('a page that is exactly full has no next page, and one row less has', async () => {
  const full = await page('first: 5')
  assert.equal(full.pageInfo.hasNextPage, false)
  assert.equal(slugsOf(full), 'a1 a2 a3 a4 a5')
  const short = await page('first: 4')
  assert.equal(short.pageInfo.hasNextPage, true)
  assert.equal(slugsOf(short), 'a1 a2 a3 a4')
})

test('the last rows come in the order of the list, and tell of those before them', async () => {
  const two = await page('last: 2')
  assert.equal(slugsOf(two), 'a4 a5')
  assert.deepEqual([two.pageInfo.hasPreviousPage, two.pageInfo.hasNextPage], [true, false])
  const all = await page('last: 5')
  assert.deepEqual([all.pageInfo.hasPreviousPage, all.pageInfo.hasNextPage], [false, false])
})

test('a page of no rows still tells whether there are some', async () => {
  const { nodes, pageInfo, totalCount } = await page('first: 0')
  assert.deepEqual(nodes, [])
  assert.deepEqual([pageInfo.hasNextPage, pageInfo.endCursor, totalCount], [true, null, 5])
})

test('after and before together bound the page from both sides', async () => {
  const { edges } = await page('', 'edges { cursor node { slug } }')
  const [first, , , fourth] = edges.map(({ cursor }) => cursor)
  const window = `after: "${first}", before: "${fourth}"`
  assert.equal(slugsOf(await page(window)), 'a2 a3')
  assert.equal(slugsOf(await page(`${window}, first: 1`)), 'a2')
  const last = await page(`${window}, last: 1`)
  assert.equal(slugsOf(last), 'a3')
  assert.equal(last.pageInfo.hasPreviousPage, true)
  assert.equal(last.totalCount, 5, 'the count is that of the whole list')
})

test('edges, nodes, pageInfo and the count come together, each under two names', async () => {
  const list = await ask<{ list: Record<string, unknown> }>(
    db,
    `{ list: articles(first: 2, orderBy: { field: PUBLISHED_ON }) {
      edges { c: cursor cursor node { slug } n: node { id s: slug } } e: edges { node { s: slug } }
      nodes { slug } n: nodes { s: slug }
      pageInfo { endCursor } p: pageInfo { e: endCursor hasNextPage }
      totalCount t: totalCount } }`,
  )
  const { edges, e, nodes, n, pageInfo, p, totalCount, t } = list.list
  assert.deepEqual(nodes, [{ slug: 'a1' }, { slug: 'a2' }])
  assert.deepEqual(n, [{ s: 'a1' }, { s: 'a2' }])
  assert.deepEqual(e, [{ node: { s: 'a1' } }, { node: { s: 'a2' } }])
  assert.deepEqual([totalCount, t], [5, 5])
  assert.ok(Array.isArray(edges))
  const end = edges[1].cursor
  assert.deepEqual(edges[1], { c: end, cursor: end, node: { slug: 'a2' }, n: { id: edges[1].n.id, s: 'a2' } })
  assert.deepEqual([pageInfo, p], [{ endCursor: end }, { e: end, hasNextPage: true }])
})

test('rows are counted only where the count is selected, and not where it is skipped', async () => {
  const statement = async (selection: string) =>
    (await askCounted(db, `{ articles { ${selection} } }`)).statements.join()
  assert.match(await statement('totalCount'), /count\(\*\)/)
  assert.doesNotMatch(await statement('nodes { slug } edges { cursor } pageInfo { hasNextPage }'), /count\(/)
  assert.doesNotMatch(await statement('nodes { slug } totalCount @skip(if: true)'), /count\(/)
  assert.doesNotMatch(await statement('totalCount'), /headline|row_number/)
})

test('a list within a list within a list has its own page in each row', async () => {
  const { outlets } = await ask<{ outlets: unknown }>(
    db,
    `{ outlets(orderBy: { field: NAME }) { nodes { slug articles(first: 2, orderBy: { field: PUBLISHED_ON }) {
      totalCount pageInfo { hasNextPage } nodes { slug authors { articles(last: 1) { totalCount nodes { slug } } } } } } } }`,
  )
  assert.deepEqual(outlets, {
    nodes: [
      {
        slug: 'gazette',
        articles: {
          totalCount: 3,
          pageInfo: { hasNextPage: true },
          nodes: [
            { slug: 'a1', authors: [] },
            { slug: 'a3', authors: [{ articles: { totalCount: 3, nodes: [{ slug: 'a3' }] } }] },
          ],
        },
      },
      { slug: 'silent', articles: { totalCount: 0, pageInfo: { hasNextPage: false }, nodes: [] } },
    ],
  })
})
