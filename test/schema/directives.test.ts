import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { makeArticle, makeOutlet } from '../support/make.ts'
import { ask, askCounted, dataOf, prepare } from '../support/send.ts'

const db = await openTestDatabase()
await makeOutlet(db, { slug: 'daily' })
const article = await makeArticle(db, { slug: 'a', outlet: 'daily' })

const CASES = [
  { skip: false, include: true, shown: true },
  { skip: false, include: false, shown: false },
  { skip: true, include: true, shown: false },
  { skip: true, include: false, shown: false },
]

for (const { skip, include, shown } of CASES) {
  test(`@skip(${skip}) with @include(${include}) ${shown ? 'shows' : 'leaves out'} a field, however it is said`, async () => {
    const expected = { id: article.id, ...(shown && { slug: 'a' }) }
    const by = `article(by: { slug: "a" })`
    const one = await ask(db, `{ ${by} { id slug @skip(if: ${skip}) @include(if: ${include}) } }`)
    assert.deepEqual(one, { article: expected })
    const inline = await ask(
      db,
      `{ ${by} { id ... @include(if: ${include}) { ... on Article @skip(if: ${skip}) { slug } } } }`,
    )
    assert.deepEqual(inline, { article: expected })
    const spread = await ask(
      db,
      `query { ${by} { id ...F @include(if: ${include}) @skip(if: ${skip}) } } fragment F on Article { slug }`,
    )
    assert.deepEqual(spread, { article: expected })
  })
}

test('one operation answers each setting of its variables', async () => {
  const request = prepare(
    db,
    `query ($skip: Boolean! = false, $include: Boolean!) { articles {
      nodes @include(if: $include) { id slug @skip(if: $skip) @include(if: $include) outlet @skip(if: $skip) { slug } }
      totalCount @skip(if: $include) pageInfo @skip(if: $skip) { hasNextPage @include(if: $include) } } }`,
  )
  const id = article.id
  for (let round = 0; round < 2; round++) {
    assert.deepEqual(dataOf(await request({ include: true })), {
      articles: { nodes: [{ id, slug: 'a', outlet: { slug: 'daily' } }], pageInfo: { hasNextPage: false } },
    })
    assert.deepEqual(dataOf(await request({ include: true, skip: true })), { articles: { nodes: [{ id }] } })
    assert.deepEqual(dataOf(await request({ include: false })), { articles: { totalCount: 1, pageInfo: {} } })
    assert.deepEqual(dataOf(await request({ include: false, skip: true })), { articles: { totalCount: 1 } })
  }
})

test('a field that one place leaves out and another shows is shown', async () => {
  const { article: found } = await ask<{ article: unknown }>(
    db,
    `{ article(by: { slug: "a" }) { slug @skip(if: true) slug outlet @include(if: false) { id } outlet { slug } } }`,
  )
  assert.deepEqual(found, { slug: 'a', outlet: { slug: 'daily' } })
})

test('a fragment that is left out once is still taken where it stands again', async () => {
  const { article: found } = await ask<{ article: unknown }>(
    db,
    `query { article(by: { slug: "a" }) { ...F @skip(if: true) ...F } } fragment F on Article { slug }`,
  )
  assert.deepEqual(found, { slug: 'a' })
})

test('what is left out is not read', async () => {
  const { statements } = await askCounted(
    db,
    `query ($no: Boolean = false) { article(by: { slug: "a" }) { id outlet @include(if: $no) { slug } claims @skip(if: true) { totalCount } } articles @include(if: $no) { totalCount } }`,
  )
  assert.equal(statements.length, 1)
  assert.doesNotMatch(statements.join(), /"outlet"|"claim"/)
})

test('a record of which everything is left out is an empty object', async () => {
  assert.deepEqual(
    await ask(
      db,
      '{ article(by: { slug: "a" }) { id @skip(if: true) } articles { nodes { id @include(if: false) } } }',
    ),
    {
      article: {},
      articles: { nodes: [{}] },
    },
  )
})
