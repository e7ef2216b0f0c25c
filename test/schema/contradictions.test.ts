import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { type Made, makeAll, makeClaim, makeEvent } from '../support/make.ts'
import { ask } from '../support/send.ts'

const db = await openTestDatabase()

const disagreementsOf = async ({ id }: Made, selection = 'basis claim { id } other { id }') => {
  const { event } = await ask<{ event: { disagreements: Record<string, unknown>[] } }>(
    db,
    `query ($id: ID!) { event(by: { id: $id }) { disagreements { ${selection} } } }`,
    { id },
  )
  return event.disagreements
}

test('a recorded contradiction is told of both sides once, with its note', async () => {
  const event = await makeEvent(db)
  const first = await makeClaim(db, { events: [event.slug] })
  const second = await makeClaim(db, {
    events: [event.slug],
    relations: [{ kind: 'CONTRADICTS', claim: first.slug, note: 'the day' }],
  })
  assert.deepEqual(
    await disagreementsOf(event, 'basis measure unit population note claim { id } other { id }'),
    [
      {
        basis: 'CONTRADICTION',
        measure: null,
        unit: null,
        population: null,
        note: 'the day',
        claim: { id: first.id },
        other: { id: second.id },
      },
    ],
  )
  const { claims } = await ask<{ claims: { nodes: unknown[] } }>(
    db,
    'query ($ids: [ID!]) { claims(filter: { ids: $ids }, orderBy: { field: CREATED_AT }) { nodes { contradictions { id } } } }',
    { ids: [first.id, second.id] },
  )
  assert.deepEqual(claims.nodes, [
    { contradictions: [{ id: second.id }] },
    { contradictions: [{ id: first.id }] },
  ])
})

test('a contradiction of claims about different events is no disagreement on either', async () => {
  const [one, two] = [await makeEvent(db), await makeEvent(db)]
  const { slug: claim } = await makeClaim(db, { events: [one.slug] })
  await makeClaim(db, { events: [two.slug], relations: [{ kind: 'CONTRADICTS', claim }] })
  assert.deepEqual([await disagreementsOf(one), await disagreementsOf(two)], [[], []])
})

test('a contradiction that was recorded with both claims is told once', async () => {
  const event = await makeEvent(db)
  const first = await makeClaim(db, { events: [event.slug] })
  const second = await makeClaim(db, {
    events: [event.slug],
    relations: [{ kind: 'CONTRADICTS', claim: first.slug }],
  })
  await makeAll(db, 'Claim', [{ slug: first.slug, relations: [{ kind: 'CONTRADICTS', claim: second.slug }] }])
  assert.equal((await disagreementsOf(event)).length, 1)
})
