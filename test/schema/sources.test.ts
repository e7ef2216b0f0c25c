import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AttributionRecord, ClaimRecord } from '../../db/records.ts'
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
} from '../support/make.ts'
import { ask } from '../support/send.ts'

const db = await openTestDatabase()
await makeParty(db, { slug: 'ministry', kind: 'GOVERNMENT' })
await makeParty(db, { slug: 'observatory' })
await makeOutlet(db, { slug: 'bbc' })
await makeAuthor(db, { slug: 'ann' })

const saidBy = (party: string): AttributionRecord[] => [{ role: 'SAID_BY', party }]

type Relations = NonNullable<ClaimRecord['relations']>

/** A claim of 39 killed, in an article of its own unless it names one. */
const makeCount = (event: Made, given: Partial<ClaimRecord> = {}, population: string | null = null) =>
  makeClaim(db, {
    events: [event.slug],
    figures: [{ verbatim: '39', measure: 'KILLED', unit: null, population }],
    ...given,
  })

async function sourcesOf({ id }: Made): Promise<number[]> {
  const { event } = await ask<{ event: { figures: { independentSources: number }[] } }>(
    db,
    'query ($id: ID!) { event(by: { id: $id }) { figures { independentSources } } }',
    { id },
  )
  return event.figures.map(({ independentSources }) => independentSources)
}

/** An event, with the claims about it that each entry makes. */
async function check(expected: number, ...claims: Partial<ClaimRecord>[]): Promise<void> {
  const event = await makeEvent(db)
  for (const given of claims) await makeCount(event, given)
  assert.deepEqual(await sourcesOf(event), [expected])
}

/** Somebody whom an article does not name. */
async function makeUnnamed(article: Made, name: string): Promise<string> {
  return (await makeParty(db, { kind: 'UNNAMED', article: article.slug, name })).slug
}

test('a named party is one source, however many articles quote it', () =>
  check(1, { attributions: saidBy('ministry') }, { attributions: saidBy('ministry') }))

test('two named parties are two sources, in one article too', async () => {
  const { slug: article } = await makeArticle(db)
  await check(
    2,
    { article, attributions: saidBy('ministry') },
    { article, attributions: saidBy('observatory') },
  )
})

test('an outlet that said it first is one source', () =>
  check(
    1,
    { attributions: [{ role: 'SAID_BY', outlet: 'bbc' }] },
    { attributions: [{ role: 'SAID_BY', outlet: 'bbc' }] },
  ))

test('who reported or published it makes no source of its own', () =>
  check(
    1,
    {
      attributions: [
        { role: 'REPORTED_VIA', outlet: 'bbc' },
        { role: 'SAID_BY', party: 'ministry' },
        { role: 'SAID_BY', party: 'observatory' },
      ],
    },
    {
      attributions: [
        { role: 'SAID_BY', party: 'ministry' },
        { role: 'PUBLISHED_BY', outlet: 'bbc' },
      ],
    },
  ))

test('an article speaks in its own voice once, whether it names authors or nobody', async () => {
  const { slug: article } = await makeArticle(db)
  await check(
    1,
    { article },
    { article, attributions: [{ role: 'SAID_BY', author: 'ann' }] },
    { article, attributions: [{ role: 'PUBLISHED_BY', outlet: 'bbc' }] },
  )
})

test('the voices of two articles are two sources, be they by one author', () => {
  const attributions: AttributionRecord[] = [{ role: 'SAID_BY', author: 'ann' }]
  return check(2, { attributions }, { attributions })
})

test('an unnamed party is one source in its article and another in the next', async () => {
  const [one, two] = [await makeArticle(db), await makeArticle(db)]
  const [officer, other] = [await makeUnnamed(one, 'an officer'), await makeUnnamed(two, 'an officer')]
  await check(
    1,
    { article: one.slug, attributions: saidBy(officer) },
    { article: one.slug, attributions: saidBy(officer) },
  )
  await check(
    2,
    { article: one.slug, attributions: saidBy(officer) },
    { article: two.slug, attributions: saidBy(other) },
  )
})

test('one claim that repeats another is no second source, whichever was recorded first', async () => {
  const event = await makeEvent(db)
  const first = await makeCount(event, { attributions: saidBy('ministry') })
  await makeCount(event, {
    attributions: saidBy('observatory'),
    relations: [{ kind: 'REPEATS', claim: first.slug }],
  })
  assert.deepEqual(await sourcesOf(event), [1])
})

test('repeats reach along chains, and join what their ends join', async () => {
  const event = await makeEvent(db)
  const claims = [await makeCount(event)]
  for (let length = 0; length < 5; length++) {
    const relations: Relations = [{ kind: 'REPEATS', claim: claims.at(-1)?.slug ?? '' }]
    claims.push(await makeCount(event, { relations }))
  }
  assert.deepEqual(await sourcesOf(event), [1])
  const [alone, other] = [await makeCount(event), await makeCount(event)]
  assert.deepEqual(await sourcesOf(event), [3])
  const both: Relations = [alone, other].map(({ slug }) => ({ kind: 'REPEATS', claim: slug }))
  await makeCount(event, { relations: both })
  assert.deepEqual(await sourcesOf(event), [2])
})

test('claims that repeat each other in a ring are one source', async () => {
  const event = await makeEvent(db)
  const one = await makeCount(event, { slug: 'ring-1' })
  await makeCount(event, { slug: 'ring-2', relations: [{ kind: 'REPEATS', claim: one.slug }] })
  await makeAll(db, 'Claim', [{ slug: one.slug, relations: [{ kind: 'REPEATS', claim: 'ring-2' }] }])
  assert.deepEqual(await sourcesOf(event), [1])
})

for (const kind of ['SUPPORTS', 'CONTRADICTS', 'UPDATES'] as const) {
  test(`a claim that ${kind.toLowerCase()} another is a source of its own`, async () => {
    const event = await makeEvent(db)
    const { slug: claim } = await makeCount(event)
    await makeCount(event, { relations: [{ kind, claim }] })
    assert.deepEqual(await sourcesOf(event), [2])
  })
}

test('copies of one article, and copies of copies, are one source', async () => {
  const original = await makeArticle(db)
  const copy = await makeArticle(db, { republicationOf: original.slug })
  const copyOfCopy = await makeArticle(db, { republicationOf: copy.slug })
  const sibling = await makeArticle(db, { republicationOf: original.slug })
  await check(1, ...[copyOfCopy, original, sibling, copy].map(({ slug }) => ({ article: slug })))
  await check(1, ...[copyOfCopy, sibling].map(({ slug }) => ({ article: slug })))
})

test('an unnamed party that two copies quote is one source', async () => {
  const original = await makeArticle(db)
  const copy = await makeArticle(db, { republicationOf: original.slug })
  const [one, two] = [
    await makeUnnamed(original, 'A senior officer'),
    await makeUnnamed(copy, 'a senior officer'),
  ]
  await check(
    1,
    { article: original.slug, attributions: saidBy(one) },
    { article: copy.slug, attributions: saidBy(two) },
  )
})

test('a copy adds no source, whatever it says', async () => {
  const original = await makeArticle(db)
  const event = await makeEvent(db)
  await makeCount(event, { article: original.slug })
  await makeCount(event, { article: original.slug, attributions: saidBy('ministry') })
  const copy = await makeArticle(db, { republicationOf: original.slug })
  for (const attributions of [
    undefined,
    saidBy('observatory'),
    saidBy(await makeUnnamed(copy, 'an officer')),
  ]) {
    await makeCount(event, { article: copy.slug, ...(attributions && { attributions }) })
    assert.deepEqual(await sourcesOf(event), [2])
  }
  const copyOfCopy = await makeArticle(db, { republicationOf: copy.slug })
  await makeCount(event, { article: copyOfCopy.slug, attributions: [{ role: 'SAID_BY', outlet: 'bbc' }] })
  assert.deepEqual(await sourcesOf(event), [2])
})

test('a translation is an article of its own', async () => {
  const original = await makeArticle(db)
  const translation = await makeArticle(db, { translationOf: original.slug })
  await check(2, { article: original.slug }, { article: translation.slug })
})

test('sources of one population are none of another', async () => {
  const event = await makeEvent(db)
  await makeCount(event, { attributions: saidBy('ministry') })
  await makeCount(event, { attributions: saidBy('ministry') }, 'civilians')
  const first = await makeCount(event, {}, 'civilians')
  await makeCount(event, { relations: [{ kind: 'REPEATS', claim: first.slug }] })
  assert.deepEqual(await sourcesOf(event), [2, 2])
})
