import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../../support/database.ts'
import { makeAll, makeArticle, makeClaim, makeEvent } from '../../support/make.ts'
import { ask, send } from '../../support/send.ts'
import { refused, write, written } from '../../support/write.ts'

const db = await openTestDatabase()

test('a selection that is refused in one mutation keeps every other of the operation from writing', async () => {
  const source = (nested: string) => `mutation {
    a: createArticle(input: { headline: "A", publishedOn: "2024-02-07" }) { __typename }
    ... on Mutation { b: createArticle(input: { headline: "B", publishedOn: "2024-02-07" }) {
      ... on CreateArticlePayload { node { claims(${nested}) { nodes { id } totalCount } } } } }
    __typename
  }`
  for (const nested of ['first: 101', 'after: "nonsense"', 'first: 1, last: 1']) {
    const { errors } = await send(db, source(nested))
    assert.match(
      String(errors?.[0]?.extensions.code),
      /BAD_USER_INPUT|INVALID_CURSOR/,
      `${nested}: ${errors?.[0]?.message}`,
    )
  }
  assert.deepEqual(await ask(db, '{ articles { totalCount } }'), { articles: { totalCount: 0 } })
  const { data } = await send(db, source('first: 1'))
  assert.ok(data)
  assert.deepEqual(await ask(db, '{ articles { totalCount } }'), { articles: { totalCount: 2 } })
})

test('a relation too many is refused in words', async () => {
  const { slug: article } = await makeArticle(db)
  const others = await makeAll(
    db,
    'Claim',
    Array.from({ length: 1_001 }, () => ({ article })),
  )
  const [last, ...rest] = others
  const claim = await makeClaim(db, {
    article,
    relations: rest.map(({ slug }) => ({ kind: 'SUPPORTS' as const, claim: slug })),
  })
  assert.deepEqual(
    await refused(db, 'relateClaims', { claim: claim.id, kind: 'SUPPORTS', other: last?.id }),
    ['input.claim TOO_MANY'],
  )
})

test('a preferred event is known by the name of a duplicate, beside it or alone', async () => {
  const [old, stays] = [await makeEvent(db), await makeEvent(db)]
  await written(db, 'merge', { id: old.id, into: stays.id })
  const { id: article } = await makeArticle(db)
  const claim = {
    article: { id: article },
    text: 'A.',
    kind: 'NUMERICAL',
    figures: [{ verbatim: '5', measure: 'KILLED' }],
  }
  for (const [events, preferredFor] of [
    [[old, stays], [stays]],
    [[stays], [old]],
    [[stays, old], [old]],
  ]) {
    const byId = (made: typeof events) => made?.map(({ id }) => ({ id }))
    const { node } = await written(
      db,
      'createClaim',
      { ...claim, events: byId(events), preferredFor: byId(preferredFor) },
      'node { id slug events { id figures { best } } }',
    )
    assert.deepEqual(node.events, [{ id: stays.id, figures: [{ best: 5 }] }])
    await written(db, 'withdraw', { id: node.id, reason: 'The next one is to count.' })
  }
  assert.deepEqual(
    await refused(db, 'createClaim', {
      ...claim,
      events: [{ id: stays.id }],
      preferredFor: [{ id: 'Event:888888' }, { id: 'Event:999999' }],
    }),
    ['input.preferredFor.0 UNKNOWN_REFERENCE', 'input.preferredFor.1 UNKNOWN_REFERENCE'],
  )
})

test('what is wrong with a link of a chain or a citation is told once', async () => {
  const { id } = await makeArticle(db, { links: [{ text: 'a' }] })
  const claim = { article: { id }, text: 'A.', kind: 'POSITION' }
  assert.deepEqual(
    await refused(db, 'createClaim', {
      ...claim,
      attributions: [{ role: 'SAID_BY', party: { id: 'Party:99999' } }],
    }),
    ['input.attributions.0.party UNKNOWN_REFERENCE'],
  )
  assert.deepEqual(await refused(db, 'createClaim', { ...claim, citations: [2, -1] }), [
    'input.citations.1 OUT_OF_RANGE',
    'input.citations.0 UNKNOWN_REFERENCE',
  ])
})

test('a slug of a merged record is taken', async () => {
  const [old, stays] = [await makeArticle(db), await makeArticle(db)]
  await written(db, 'merge', { id: old.id, into: stays.id })
  const answer = await write(db, 'createArticle', {
    slug: old.slug,
    headline: 'A',
    publishedOn: '2024-02-07',
  })
  assert.deepEqual([answer.code, answer.conflictsWith?.id], ['DUPLICATE', old.id])
})
