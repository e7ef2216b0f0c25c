import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { makeArticle, makeClaim, makeEvent, makeWithdrawn } from '../support/make.ts'
import { ask } from '../support/send.ts'

const db = await openTestDatabase()
const [listed, claimed, both, other] = [
  await makeArticle(db, { slug: 'listed', publishedOn: '2024-02-03' }),
  await makeArticle(db, { slug: 'claimed', publishedOn: '2024-02-02' }),
  await makeArticle(db, { slug: 'both', publishedOn: '2024-02-01' }),
  await makeArticle(db, { slug: 'other' }),
]
const event = await makeEvent(db, { coverage: [listed.slug, both.slug], when: '2024-02-02' })
const claim = { events: [event.slug] }
await makeClaim(db, { ...claim, article: claimed.slug })
await makeClaim(db, { ...claim, article: claimed.slug })
await makeClaim(db, { ...claim, article: both.slug })
await makeClaim(db, { article: other.slug })

const slugsOf = async (args = '') => {
  const { event: found } = await ask<{
    event: { coverage: { nodes: { slug: string }[]; totalCount: number } }
  }>(db, `{ event(by: { id: "${event.id}" }) { coverage${args} { nodes { slug } totalCount } } }`)
  const slugs = found.coverage.nodes.map(({ slug }) => slug)
  assert.equal(found.coverage.totalCount, slugs.length)
  return slugs
}

test('coverage is the articles listed with an event and those of its claims, each once, by day', async () => {
  assert.deepEqual(await slugsOf(), ['both', 'claimed', 'listed'])
  assert.deepEqual(await slugsOf('(filter: { claims: { none: {} } })'), ['listed'])
})

test('an article reports the events that it is listed with, and those of its claims', async () => {
  const { articles } = await ask<{ articles: unknown }>(
    db,
    '{ articles(orderBy: { field: CREATED_AT }) { nodes { slug events { totalCount nodes { id } } } } }',
  )
  const events = { totalCount: 1, nodes: [{ id: event.id }] }
  assert.deepEqual(articles, {
    nodes: [
      { slug: 'listed', events },
      { slug: 'claimed', events },
      { slug: 'both', events },
      { slug: 'other', events: { totalCount: 0, nodes: [] } },
    ],
  })
})

test('coverage filters both ends', async () => {
  const data = await ask(
    db,
    `{ events(filter: { coverage: { some: { slug: { eq: "claimed" } } } }) { totalCount }
      none: events(filter: { coverage: { some: { slug: { eq: "other" } } } }) { totalCount }
      articles(filter: { events: { some: { ids: ["${event.id}"] } } }) { totalCount }
      without: articles(filter: { events: { none: {} } }) { nodes { slug } } }`,
  )
  assert.deepEqual(data, {
    events: { totalCount: 1 },
    none: { totalCount: 0 },
    articles: { totalCount: 3 },
    without: { nodes: [{ slug: 'other' }] },
  })
})

test('a withdrawn claim is no coverage, and a withdrawn article is left out', async () => {
  const once = await makeArticle(db, { slug: 'once' })
  const only = await makeClaim(db, { ...claim, article: once.slug })
  assert.equal((await slugsOf()).length, 4)
  await makeWithdrawn(db, 'claim', only)
  assert.deepEqual(await slugsOf(), ['both', 'claimed', 'listed'])
  await makeWithdrawn(db, 'article', listed)
  assert.deepEqual(await slugsOf(), ['both', 'claimed'])
  assert.deepEqual(await slugsOf('(withdrawn: ONLY)'), ['listed'])
})
