import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { makeArticle, makeAuthor, makeClaim, makeOutlet, makeParty, makeReview } from '../support/make.ts'
import { ask, askCounted } from '../support/send.ts'

const db = await openTestDatabase()
await makeOutlet(db, { slug: 'daily', name: 'Daily' })
await makeAuthor(db, { slug: 'ann', name: 'Ann' })
await makeParty(db, { slug: 'ministry', name: 'Ministry' })
const article = await makeArticle(db, { slug: 'a', headline: 'Head', outlet: 'daily', authors: ['ann'] })
const claim = await makeClaim(db, {
  article: 'a',
  attributions: [
    { role: 'SAID_BY', party: 'ministry' },
    { role: 'REPORTED_VIA', author: 'ann' },
    { role: 'PUBLISHED_BY', outlet: 'daily' },
  ],
})
await makeReview(db, { slug: 'r', claim: claim.slug, author: 'ann' })

const agents = async (selection: string, more = '') => {
  const { claim: found } = await ask<{ claim: { attributions: { agent: unknown }[] } }>(
    db,
    `query { claim(by: { id: "${claim.id}" }) { attributions { agent { ${selection} } } } } ${more}`,
  )
  return found.attributions.map(({ agent }) => agent)
}

test('a union answers each member with the fields asked of it', async () => {
  assert.deepEqual(
    await agents('... on Party { kind } ... on Outlet { name } ... on Author { name affiliations }'),
    [{ kind: 'ORGANIZATION' }, { name: 'Ann', affiliations: [] }, { name: 'Daily' }],
  )
})

test('a member of which nothing is asked is an empty object', async () => {
  assert.deepEqual(await agents('... on Party { name }'), [{ name: 'Ministry' }, {}, {}])
  assert.deepEqual(await agents('... on Node { id @include(if: false) }'), [{}, {}, {}])
})

test('the type name is told alone, beside fields, under another name and in a fragment', async () => {
  const types = ['Party', 'Author', 'Outlet']
  assert.deepEqual(
    await agents('__typename'),
    types.map((__typename) => ({ __typename })),
  )
  assert.deepEqual(
    await agents('t: __typename ... on Node { __typename }'),
    types.map((t) => ({ t, __typename: t })),
  )
  assert.deepEqual(await agents('... on Party { __typename name }'), [
    { __typename: 'Party', name: 'Ministry' },
    {},
    {},
  ])
})

test('an interface selects within a union, and a union within an interface', async () => {
  const slugs = [{ slug: 'ministry' }, { slug: 'ann' }, { slug: 'daily' }]
  assert.deepEqual(await agents('... on Node { slug }'), slugs)
  assert.deepEqual(await agents('... on Node { ... on Agent { ... on Node { slug } } }'), slugs)
  const { node } = await ask<{ node: unknown }>(
    db,
    `{ node(id: "${article.id}") { ... on Agent { __typename } ... on Article { headline } ... on Claim { text } } }`,
  )
  assert.deepEqual(node, { headline: 'Head' })
})

test('fragments nest, repeat and reach themselves by other ways without doubling', async () => {
  const found = await agents(
    '...A ...B ...A ... { ...B } ... on Agent { ...A }',
    `fragment A on Agent { ... on Party { name } ...B }
     fragment B on Node { id: slug ...C ...C }
     fragment C on Outlet { url name }`,
  )
  assert.deepEqual(found, [
    { name: 'Ministry', id: 'ministry' },
    { id: 'ann' },
    { id: 'daily', url: null, name: 'Daily' },
  ])
})

test('one name may stand for another field in each type', async () => {
  assert.deepEqual(
    await agents('... on Party { x: name } ... on Outlet { x: slug } ... on Author { x: name }'),
    [{ x: 'Ministry' }, { x: 'Ann' }, { x: 'daily' }],
  )
  assert.deepEqual(
    await agents(
      '... on Party { list: events { totalCount } } ... on Outlet { list: articles { totalCount nodes { slug } } }',
    ),
    [{ list: { totalCount: 0 } }, {}, { list: { totalCount: 1, nodes: [{ slug: 'a' }] } }],
  )
})

test('selections of one name are merged at every level', async () => {
  const { article: found } = await ask<{ article: unknown }>(
    db,
    `query { article(by: { slug: "a" }) {
      outlet { name } outlet { slug } ...More
      claims(first: 1) { nodes { id } } claims(first: 1) { nodes { text } totalCount edges { cursor } edges { node { id } node { kind } } } } }
    fragment More on Article { outlet { ... on Outlet { o: url } } claims(first: 1) { pageInfo { hasNextPage } } image { url } image { credit } }`,
  )
  assert.partialDeepStrictEqual(found, {
    outlet: { name: 'Daily', slug: 'daily', o: null },
    image: null,
    claims: {
      nodes: [{ id: claim.id, text: 'A statement.' }],
      totalCount: 1,
      pageInfo: { hasNextPage: false },
      edges: [{ node: { id: claim.id, kind: 'EVENT_PROPERTY' } }],
    },
  })
})

test('root fields of one name are one field', async () => {
  const { data, statements } = await askCounted(
    db,
    `query { article(by: { slug: "a" }) { slug } ...Root article(by: { slug: "a" }) { outlet { name } } }
     fragment Root on Query { article(by: { slug: "a" }) { outlet { slug } } }`,
  )
  assert.deepEqual(data, { article: { slug: 'a', outlet: { slug: 'daily', name: 'Daily' } } })
  assert.equal(statements.length, 1)
})

test('only type names cost no more than the rows, on objects of every kind', async () => {
  const data = await ask(
    db,
    `{ __typename articles { __typename edges { __typename node { __typename } } pageInfo { __typename } nodes { __typename outlet { __typename } authors { __typename } image { __typename } } }
      article(by: { slug: "a" }) { __typename } node(id: "${article.id}") { __typename } none: article(by: { slug: "x" }) { __typename }
      review(by: { slug: "r" }) { reviewer { __typename } } }`,
  )
  const __typename = 'Article'
  assert.deepEqual(data, {
    __typename: 'Query',
    articles: {
      __typename: 'ArticleConnection',
      edges: [{ __typename: 'ArticleEdge', node: { __typename } }],
      pageInfo: { __typename: 'PageInfo' },
      nodes: [
        { __typename, outlet: { __typename: 'Outlet' }, authors: [{ __typename: 'Author' }], image: null },
      ],
    },
    article: { __typename },
    node: { __typename },
    none: null,
    review: { reviewer: { __typename: 'Author' } },
  })
})
