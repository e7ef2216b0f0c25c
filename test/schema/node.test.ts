import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NODE_KINDS } from '../../db/vocabulary.ts'
import { openTestDatabase } from '../support/database.ts'
import {
  type Made,
  makeAll,
  makeArticle,
  makeAuthor,
  makeClaim,
  makeEvent,
  makeOutlet,
  makeParty,
  makePlace,
  makeReview,
  makeSubject,
} from '../support/make.ts'
import { ask, askCounted, refusal } from '../support/send.ts'

const db = await openTestDatabase()
const article = await makeArticle(db)
const claim = await makeClaim(db, { article: article.slug })
const made: Record<(typeof NODE_KINDS)[number], Made> = {
  Outlet: await makeOutlet(db),
  Author: await makeAuthor(db),
  Subject: await makeSubject(db),
  Article: article,
  Party: await makeParty(db),
  Place: await makePlace(db),
  Event: await makeEvent(db),
  Claim: claim,
  Review: await makeReview(db, { claim: claim.slug }),
}

const nodes = async (ids: unknown) =>
  (
    await ask<{ nodes: unknown[] }>(db, 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id slug } }', {
      ids,
    })
  ).nodes

const shown = (kind: keyof typeof made) => ({ __typename: kind, id: made[kind].id, slug: made[kind].slug })

test('nodes come in the order of their ids, nulls and repeats in their places', async () => {
  const ids = [
    made.Review.id,
    'Claim:999',
    made.Outlet.id,
    made.Review.id,
    'nonsense',
    made.Claim.id,
    made.Outlet.id,
  ]
  assert.deepEqual(await nodes(ids), [
    shown('Review'),
    null,
    shown('Outlet'),
    shown('Review'),
    null,
    shown('Claim'),
    shown('Outlet'),
  ])
  assert.deepEqual(await nodes([]), [])
  assert.deepEqual(await nodes(made.Place.id), [shown('Place')])
})

test('a hundred ids are answered by one statement, and one more is refused', async () => {
  const hundred = (
    await makeAll(
      db,
      'Author',
      Array.from({ length: 99 }, () => ({})),
    )
  ).map(({ id }) => id)
  const ids = [...hundred.toReversed(), made.Event.id]
  const { data, statements } = await askCounted<{ nodes: { id: string }[] }>(
    db,
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    { ids },
  )
  assert.deepEqual(
    data.nodes.map(({ id }) => id),
    ids,
  )
  assert.equal(statements.length, 1)
  for (const source of [
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    `query ($ids: [ID!]) { nodes(ids: ${JSON.stringify([...ids, 'x'])}) { id } node(id: "x") { id } a: authors(filter: { ids: $ids }) { totalCount } }`,
  ]) {
    const { code, argument } = await refusal(db, source, { ids: [...ids, made.Event.id] })
    assert.deepEqual([code, argument], ['BAD_USER_INPUT', 'nodes.ids'])
  }
})

test('an id that is malformed or out of range names nothing, and is no error', async () => {
  const number = made.Article.id.split(':')[1]
  const ids = [
    '',
    ':',
    'Article',
    'Article:',
    `Article:0${number}`,
    `Article:+${number}`,
    `Article:-${number}`,
    `Article: ${number}`,
    `Article:${number}.0`,
    `Article:${number}e0`,
    `article:${number}`,
    `ARTICLE:${number}`,
    `Article:${number}:1`,
    `Article:0x1`,
    'Article:9223372036854775807',
    'Article:9223372036854775808',
    'Article:99999999999999999999999999',
    `Articles:${number}`,
    `Revision:1`,
    `Entry:1`,
    `Node:1`,
    `PageInfo:1`,
    '__proto__:1',
    'constructor:1',
    `Article:${number}\n`,
  ]
  assert.deepEqual(
    await nodes(ids),
    ids.map(() => null),
  )
  for (const id of ids) {
    const data = await ask(
      db,
      'query ($id: ID!) { node(id: $id) { id } article(by: { id: $id }) { id } articles(filter: { ids: [$id] }) { totalCount } }',
      { id },
    )
    assert.deepEqual(data, { node: null, article: null, articles: { totalCount: 0 } }, JSON.stringify(id))
  }
})

test('ids of other nouns in a filter match nothing and do no harm', async () => {
  const ids = [made.Claim.id.replace('Claim', 'Author'), made.Article.id, 'x', 'Article:9223372036854775808']
  const { articles } = await ask<{ articles: unknown }>(
    db,
    'query ($ids: [ID!]) { articles(filter: { ids: $ids }) { nodes { id } } }',
    { ids },
  )
  assert.deepEqual(articles, { nodes: [{ id: made.Article.id }] })
})
