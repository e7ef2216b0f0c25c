import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AttributionRecord, ClaimRecord } from '../../db/records.ts'
import { openTestDatabase } from '../support/database.ts'
import { type Made, makeArticle, makeCount, makeEvent, makeOutlet, makeParty } from '../support/make.ts'
import { ask } from '../support/send.ts'

const db = await openTestDatabase()
await makeParty(db, { slug: 'ministry', kind: 'GOVERNMENT' })
await makeParty(db, { slug: 'observatory' })
await makeOutlet(db, { slug: 'bbc' })

const saidBy = (party: string): AttributionRecord[] => [{ role: 'SAID_BY', party }]

/** Somebody whom an article does not name. */
async function makeUnnamed(article: Made, name: string): Promise<string> {
  return (await makeParty(db, { kind: 'UNNAMED', article: article.slug, name })).slug
}

async function sourcesOf({ id }: Made): Promise<number[]> {
  const { event } = await ask<{ event: { figures: { independentSources: number }[] } }>(
    db,
    'query ($id: ID!) { event(by: { id: $id }) { figures { independentSources } } }',
    { id },
  )
  return event.figures.map(({ independentSources }) => independentSources)
}

/** Counts of the killed by each of some claims are so many sources. */
async function check(expected: number, ...claims: Partial<ClaimRecord>[]): Promise<void> {
  const event = await makeEvent(db)
  for (const given of claims) await makeCount(db, event, '39', given)
  assert.deepEqual(await sourcesOf(event), [expected])
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
  await makeCount(db, event, '39', { article: original.slug })
  await makeCount(db, event, '39', { article: original.slug, attributions: saidBy('ministry') })
  const copy = await makeArticle(db, { republicationOf: original.slug })
  for (const attributions of [
    undefined,
    saidBy('observatory'),
    saidBy(await makeUnnamed(copy, 'an officer')),
  ]) {
    await makeCount(db, event, '39', { article: copy.slug, ...(attributions && { attributions }) })
    assert.deepEqual(await sourcesOf(event), [2])
  }
  const copyOfCopy = await makeArticle(db, { republicationOf: copy.slug })
  await makeCount(db, event, '39', {
    article: copyOfCopy.slug,
    attributions: [{ role: 'SAID_BY', outlet: 'bbc' }],
  })
  assert.deepEqual(await sourcesOf(event), [2])
})

test('a claim that repeats what a copy says is no second source', async () => {
  const original = await makeArticle(db)
  const copy = await makeArticle(db, { republicationOf: original.slug })
  const event = await makeEvent(db)
  await makeCount(db, event, '39', { article: original.slug })
  const { slug: claim } = await makeCount(db, event, '39', { article: copy.slug })
  await makeCount(db, event, '39', { relations: [{ kind: 'REPEATS', claim }] })
  assert.deepEqual(await sourcesOf(event), [1])
})
