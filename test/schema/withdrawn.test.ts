import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import {
  makeArticle,
  makeAuthor,
  makeClaim,
  makeEvent,
  makeMerged,
  makeOutlet,
  makeParty,
  makeWithdrawn,
} from '../support/make.ts'
import { ask } from '../support/send.ts'

const db = await openTestDatabase()
const outlet = await makeOutlet(db, { slug: 'outlet' })
const [gone, merged, kept] = [
  await makeAuthor(db, { slug: 'gone' }),
  await makeAuthor(db, { slug: 'merged' }),
  await makeAuthor(db, { slug: 'kept' }),
]
const article = await makeArticle(db, {
  slug: 'stays',
  outlet: outlet.slug,
  authors: ['gone', 'merged', 'kept'],
})
const withdrawn = await makeArticle(db, { slug: 'withdrawn', outlet: outlet.slug, authors: ['kept'] })
await makeWithdrawn(db, 'author', gone, 'never existed')
await makeMerged(db, 'author', merged, kept)
await makeWithdrawn(db, 'article', withdrawn)

test('a withdrawn record is readable by id, by slug and as a node, with when and why', async () => {
  const data = await ask<Record<string, { slug: string; withdrawnReason: string; withdrawnAt: string }>>(
    db,
    `{ id: author(by: { id: "${gone.id}" }) { ...F } slug: author(by: { slug: "gone" }) { ...F } node(id: "${gone.id}") { ...F } }
     fragment F on Author { slug withdrawnReason withdrawnAt mergedInto { slug } }`,
  )
  for (const author of Object.values(data)) {
    assert.partialDeepStrictEqual(author, {
      slug: 'gone',
      withdrawnReason: 'never existed',
      mergedInto: null,
    })
    assert.match(author.withdrawnAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  }
})

test('a merged record is readable and leads to the one it was merged into', async () => {
  const { author, nodes } = await ask<Record<string, unknown>>(
    db,
    `{ author(by: { slug: "merged" }) { slug withdrawnAt mergedInto { slug mergedInto { slug } } } nodes(ids: ["${merged.id}"]) { slug } }`,
  )
  assert.deepEqual(author, {
    slug: 'merged',
    withdrawnAt: null,
    mergedInto: { slug: 'kept', mergedInto: null },
  })
  assert.deepEqual(nodes, [{ slug: 'merged' }])
})

for (const [withdrawn, expected] of [
  ['', ['kept']],
  ['withdrawn: EXCLUDE', ['kept']],
  ['withdrawn: INCLUDE', ['gone', 'merged', 'kept']],
  ['withdrawn: ONLY', ['gone', 'merged']],
] as const) {
  test(`a list with ${withdrawn || 'no word on withdrawn records'} holds and counts ${expected.join(', ')}`, async () => {
    const { authors } = await ask<{ authors: unknown }>(
      db,
      `{ authors(${withdrawn} orderBy: { field: CREATED_AT }) { totalCount nodes { slug } edges { node { slug } } pageInfo { hasNextPage } } }`,
    )
    const nodes = expected.map((slug) => ({ slug }))
    assert.deepEqual(authors, {
      totalCount: expected.length,
      nodes,
      edges: nodes.map((node) => ({ node })),
      pageInfo: { hasNextPage: false },
    })
  })
}

test('what to do with withdrawn records is a variable like any other', async () => {
  const source = 'query ($w: Inclusion!) { authors(withdrawn: $w) { totalCount } }'
  for (const [w, totalCount] of [
    ['ONLY', 2],
    ['INCLUDE', 3],
    ['EXCLUDE', 1],
  ]) {
    assert.deepEqual(await ask(db, source, { w }), { authors: { totalCount } })
  }
})

test('lists within a record leave withdrawn and merged records out, and count without them', async () => {
  const { article: found, outlet: published } = await ask<Record<string, unknown>>(
    db,
    `{ article(by: { id: "${article.id}" }) { authors { slug } }
      outlet(by: { slug: "outlet" }) { articles { totalCount nodes { slug } } all: articles(withdrawn: INCLUDE) { totalCount } } }`,
  )
  assert.deepEqual(found, { authors: [{ slug: 'kept' }] })
  assert.deepEqual(published, {
    articles: { totalCount: 1, nodes: [{ slug: 'stays' }] },
    all: { totalCount: 2 },
  })
})

test('a reference to one record still finds it when it is withdrawn', async () => {
  const party = await makeParty(db)
  const claim = await makeClaim(db, {
    article: withdrawn.slug,
    attributions: [{ role: 'SAID_BY', party: party.slug }],
  })
  await makeWithdrawn(db, 'party', party)
  const { claim: found } = await ask<{ claim: unknown }>(
    db,
    `{ claim(by: { id: "${claim.id}" }) { article { slug } attributions { agent { ... on Party { id } } party { id } } } }`,
  )
  assert.deepEqual(found, {
    article: { slug: 'withdrawn' },
    attributions: [{ agent: { id: party.id }, party: { id: party.id } }],
  })
})

test('claims that were withdrawn are no contradictions and no part of an event', async () => {
  const event = await makeEvent(db)
  const claim = await makeClaim(db, { events: [event.slug] })
  const other = await makeClaim(db, {
    events: [event.slug],
    relations: [{ kind: 'CONTRADICTS', claim: claim.slug }],
  })
  await makeWithdrawn(db, 'claim', other)
  const data = await ask(
    db,
    `{ claim(by: { id: "${claim.id}" }) { contradictions { id } } event(by: { id: "${event.id}" }) { claims { nodes { id } } } }`,
  )
  assert.deepEqual(data, { claim: { contradictions: [] }, event: { claims: { nodes: [{ id: claim.id }] } } })
})
