import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GraphQLError } from 'graphql'
import { openTestDatabase } from '../support/database.ts'
import { makeArticle } from '../support/make.ts'
import { send } from '../support/send.ts'

const db = await openTestDatabase()
const article = await makeArticle(db, { slug: 'a' })

test('a field that is refused is null where it may be, and the others are answered', async () => {
  const { data, errors } = await send(
    db,
    '{ article(by: { slug: "a" }) { slug claims(first: 101) { totalCount } } node(id: "Article:1") { slug } }',
  )
  assert.deepEqual(JSON.parse(JSON.stringify(data)), { article: null, node: { slug: 'a' } })
  assert.deepEqual(
    errors?.map(({ path, extensions }) => [path, extensions]),
    [[['article'], { code: 'BAD_USER_INPUT', argument: 'claims.first' }]],
  )
})

test('a refused list takes the whole answer with it, and says why', async () => {
  const { data, errors = [] } = await send(
    db,
    '{ articles(after: "x") { nodes { id } } node(id: "Article:1") { slug } }',
  )
  assert.equal(data, null)
  assert.deepEqual(
    errors.map(({ path, extensions }) => [path, extensions.code]),
    [[['articles'], 'INVALID_CURSOR']],
  )
})

test('a refusal names the place in the document and shows no SQL', async () => {
  for (const source of [
    '{ articles(first: 101) { totalCount } }',
    '{ articles(after: "x") { nodes { id } } }',
    '{ articles(filter: { headline: { eq: "\\u0000" } }) { totalCount } }',
    `{ nodes(ids: ${JSON.stringify(Array(101).fill(article.id))}) { id } }`,
    `{ articles(filter: ${'{ not: '.repeat(9)}{}${' }'.repeat(9)}) { totalCount } }`,
  ]) {
    const { errors = [] } = await send(db, source)
    assert.equal(errors.length, 1)
    for (const { message, locations, extensions, originalError } of errors) {
      assert.ok(originalError instanceof GraphQLError, 'a defect would be masked')
      assert.deepEqual(locations, [{ line: 1, column: 3 }])
      assert.deepEqual(Object.keys(extensions), ['code', 'argument'])
      assert.doesNotMatch(message, /select|\$\d|json|::|constraint|relation/)
    }
  }
})

test('nothing is asked of the database for a request that is refused', async () => {
  const before = db.reads.length
  await send(db, '{ articles(first: 101) { totalCount } }')
  await send(db, '{ articles(after: "x") { nodes { id } } }')
  await send(db, '{ articles(filter: { publishedOn: { from: "yesterday" } }) { totalCount } }')
  await send(db, '{ articles { none } }')
  assert.equal(db.reads.length, before)
})

test('the same request is answered after one like it was refused', async () => {
  const source = (first: number) => `{ articles(first: ${first}) { nodes { slug } } }`
  assert.ok((await send(db, source(101))).errors)
  assert.deepEqual(JSON.parse(JSON.stringify(await send(db, source(100)))), {
    data: { articles: { nodes: [{ slug: 'a' }] } },
  })
})

test('numbers at the edge of what a double holds are compared and not refused', async () => {
  for (const bound of ['1e308', '-1e308', '5e-324', '0', '-0.0', '9007199254740993', '0.1']) {
    const { errors } = await send(
      db,
      `{ claims(filter: { figures: { some: { low: { gte: ${bound} } } } }) { totalCount } }`,
    )
    assert.equal(errors, undefined, bound)
  }
})
