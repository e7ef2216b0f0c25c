import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { makeAll, makeAuthor, makeClaim, makeOutlet } from '../support/make.ts'
import { ask } from '../support/send.ts'

const db = await openTestDatabase()
await makeOutlet(db, { slug: 'daily' })
await makeAuthor(db, { slug: 'ann' })
await makeAll(db, 'Article', [{ slug: 'a', headline: 'First', byline: 'By Ann', outlet: 'daily' }])
await makeAll(db, 'Article', [{ slug: 'a', headline: 'Second 🙂 "quoted"', byline: null, authors: ['ann'] }])
await makeAll(db, 'Article', [{ slug: 'a', publishedOn: '2024-02-08', headline: 'Second 🙂 "quoted"' }])

interface Revision {
  revision: number
  action: string
  actor: string
  at: string
  changes: { field: string; from: unknown; to: unknown }[]
}
const revisionsOf = async (args = '') => {
  const { article } = await ask<{
    article: { revision: number; revisions: { nodes: Revision[]; totalCount: number } }
  }>(
    db,
    `{ article(by: { slug: "a" }) { revision revisions${args} { totalCount nodes { revision action actor at changes { field from to } } } } }`,
  )
  return article
}

test('a record tells its history, the latest change first', async () => {
  const { revision, revisions } = await revisionsOf()
  assert.deepEqual([revision, revisions.totalCount], [3, 3])
  assert.deepEqual(
    revisions.nodes.map(({ revision, action, actor }) => [revision, action, actor]),
    [
      [3, 'REVISED', 'test'],
      [2, 'REVISED', 'test'],
      [1, 'CREATED', 'test'],
    ],
  )
  for (const { at } of revisions.nodes) assert.match(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
})

test('each revision names the fields that changed, from what to what', async () => {
  const [third, second, first] = (await revisionsOf()).revisions.nodes
  assert.deepEqual(third?.changes, [{ field: 'publishedOn', from: '2024-02-07', to: '2024-02-08' }])
  assert.deepEqual(
    second?.changes.map(({ field, from }) => [field, from]),
    [
      ['authors', []],
      ['byline', 'By Ann'],
      ['headline', 'First'],
    ],
  )
  assert.deepEqual(second?.changes[1]?.to, null)
  assert.deepEqual(second?.changes[2]?.to, 'Second 🙂 "quoted"')
  const created = Object.fromEntries(first?.changes.map(({ field, from, to }) => [field, [from, to]]) ?? [])
  assert.deepEqual(created.headline, [null, 'First'])
  assert.deepEqual(created.publishedOn, [null, '2024-02-07'])
  assert.equal('translationOf' in created, false, 'what was never set did not change')
})

test('the history is a list of pages like any other', async () => {
  const { revisions } = await revisionsOf('(last: 1)')
  assert.deepEqual(
    revisions.nodes.map(({ revision }) => revision),
    [1],
  )
})

test('records of two nouns with the same number have histories of their own', async () => {
  const { slug } = await makeClaim(db, { article: 'a', text: 'Only this.' })
  const data = await ask<Record<string, { id: string; revisions: { totalCount: number } }>>(
    db,
    `query ($slug: String!) { claim(by: { slug: $slug }) { id revisions { totalCount } } article(by: { slug: "a" }) { id revisions { totalCount } }
      author(by: { slug: "ann" }) { id revisions { totalCount } } }`,
    { slug },
  )
  assert.deepEqual(data, {
    claim: { id: 'Claim:1', revisions: { totalCount: 1 } },
    article: { id: 'Article:1', revisions: { totalCount: 3 } },
    author: { id: 'Author:1', revisions: { totalCount: 1 } },
  })
})

test('saving what is there already makes no revision', async () => {
  await makeAll(db, 'Article', [{ slug: 'a', headline: 'Second 🙂 "quoted"', publishedOn: '2024-02-08' }])
  assert.equal((await revisionsOf()).revision, 3)
})
