import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AttributionRecord, ClaimRecord } from '../../db/records.ts'
import { openTestDatabase } from '../support/database.ts'
import { type Made, makeAll, makeCount, makeEvent, makeParty } from '../support/make.ts'
import { ask } from '../support/send.ts'

const db = await openTestDatabase()
await makeParty(db, { slug: 'ministry', kind: 'GOVERNMENT' })
await makeParty(db, { slug: 'observatory' })

const saidBy = (party: string): AttributionRecord[] => [{ role: 'SAID_BY', party }]

type Relations = NonNullable<ClaimRecord['relations']>

async function sourcesOf({ id }: Made): Promise<number[]> {
  const { event } = await ask<{ event: { figures: { independentSources: number }[] } }>(
    db,
    'query ($id: ID!) { event(by: { id: $id }) { figures { independentSources } } }',
    { id },
  )
  return event.figures.map(({ independentSources }) => independentSources)
}

test('one claim that repeats another is no second source, whichever was recorded first', async () => {
  const event = await makeEvent(db)
  const first = await makeCount(db, event, '39', { attributions: saidBy('ministry') })
  await makeCount(db, event, '39', {
    attributions: saidBy('observatory'),
    relations: [{ kind: 'REPEATS', claim: first.slug }],
  })
  assert.deepEqual(await sourcesOf(event), [1])
})

test('repeats reach along chains, and join what their ends join', async () => {
  const event = await makeEvent(db)
  const claims = [await makeCount(db, event, '39')]
  for (let length = 0; length < 5; length++) {
    const relations: Relations = [{ kind: 'REPEATS', claim: claims.at(-1)?.slug ?? '' }]
    claims.push(await makeCount(db, event, '39', { relations }))
  }
  assert.deepEqual(await sourcesOf(event), [1])
  const [alone, other] = [await makeCount(db, event, '39'), await makeCount(db, event, '39')]
  assert.deepEqual(await sourcesOf(event), [3])
  const both: Relations = [alone, other].map(({ slug }) => ({ kind: 'REPEATS', claim: slug }))
  await makeCount(db, event, '39', { relations: both })
  assert.deepEqual(await sourcesOf(event), [2])
})

test('claims that repeat each other in a ring are one source', async () => {
  const event = await makeEvent(db)
  const one = await makeCount(db, event, '39', { slug: 'ring-1' })
  await makeCount(db, event, '39', { slug: 'ring-2', relations: [{ kind: 'REPEATS', claim: one.slug }] })
  await makeAll(db, 'Claim', [{ slug: one.slug, relations: [{ kind: 'REPEATS', claim: 'ring-2' }] }])
  assert.deepEqual(await sourcesOf(event), [1])
})

for (const kind of ['SUPPORTS', 'CONTRADICTS', 'UPDATES'] as const) {
  test(`a claim that ${kind.toLowerCase()} another is a source of its own`, async () => {
    const event = await makeEvent(db)
    const { slug: claim } = await makeCount(db, event, '39')
    await makeCount(db, event, '39', { relations: [{ kind, claim }] })
    assert.deepEqual(await sourcesOf(event), [2])
  })
}
