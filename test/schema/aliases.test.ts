import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { makeArticle, makeOutlet } from '../support/make.ts'
import { ask, askCounted } from '../support/send.ts'

const db = await openTestDatabase()
const outlet = await makeOutlet(db, { slug: 'daily', name: 'Daily' })
const article = await makeArticle(db, { slug: 'a', headline: 'Head', outlet: 'daily' })

/** PostgreSQL cuts names off after 63 bytes. */
const LONG = 'a'.repeat(63)

test('two names that share their first 63 letters keep their own values', async () => {
  const [one, two, three] = [LONG, `${LONG}b`, `${LONG}c`.padEnd(3_000, 'z')]
  const { article: found } = await ask<{ article: unknown }>(
    db,
    `{ article(by: { slug: "a" }) { ${one}: slug ${two}: headline ${three}: outlet { ${one}: name ${two}: slug } } }`,
  )
  assert.deepEqual(found, { [one]: 'a', [two]: 'Head', [three]: { [one]: 'Daily', [two]: 'daily' } })
})

test('long names work in lists, edges, page info and root fields', async () => {
  const l = `${LONG}_list`
  const { data } = await askCounted<Record<string, Record<string, unknown>>>(
    db,
    `{ ${l}: articles { ${l}1: nodes { ${l}: id } ${l}2: edges { ${l}: node { ${l}: id } } ${l}3: pageInfo { ${l}: hasNextPage } ${l}4: totalCount } }`,
  )
  assert.deepEqual(data[l], {
    [`${l}1`]: [{ [l]: article.id }],
    [`${l}2`]: [{ [l]: { [l]: article.id } }],
    [`${l}3`]: { [l]: false },
    [`${l}4`]: 1,
  })
})

test('a name may be that of another field, of a column, or of a word of SQL', async () => {
  const names = [
    'id',
    'headline',
    'place',
    'cursor',
    'select',
    'o',
    't1',
    'list0',
    'more',
    'constructor',
    'toString',
    '__proto__x',
  ]
  const selected = names.map((name) => `${name}: slug`).join(' ')
  const { articles } = await ask<{ articles: unknown }>(
    db,
    `{ articles { nodes { ${selected} } edges { node { ${selected} } } pageInfo { hasNextPage } } }`,
  )
  const row = Object.fromEntries(names.map((name) => [name, 'a']))
  assert.deepEqual(articles, { nodes: [row], edges: [{ node: row }], pageInfo: { hasNextPage: false } })
})

test('one field under several names may have other arguments each time', async () => {
  const { outlet: found } = await ask<{ outlet: unknown }>(
    db,
    `{ outlet(by: { slug: "daily" }) {
      one: articles(first: 1) { nodes { slug } }
      none: articles(filter: { slug: { eq: "b" } }) { nodes { slug } }
      count: articles { totalCount } } }`,
  )
  assert.deepEqual(found, { one: { nodes: [{ slug: 'a' }] }, none: { nodes: [] }, count: { totalCount: 1 } })
})

test('names keep the order in which they were asked for', async () => {
  const data = await ask<{ outlet: object }>(
    db,
    `{ outlet(by: { id: "${outlet.id}" }) { z: slug name a: id slug } }`,
  )
  assert.deepEqual(Object.keys(data.outlet), ['z', 'name', 'a', 'slug'])
})
