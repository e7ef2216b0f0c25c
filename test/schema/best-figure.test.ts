import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { type Made, makeCount, makeEvent } from '../support/make.ts'
import { ask } from '../support/send.ts'

const db = await openTestDatabase()

async function figuresOf({ id }: Made): Promise<{ best: number | null; bestClaim: { id: string } | null }[]> {
  const { event } = await ask<{
    event: { figures: { best: number | null; bestClaim: { id: string } | null }[] }
  }>(db, 'query ($id: ID!) { event(by: { id: $id }) { figures { best bestClaim { id } } } }', { id })
  return event.figures
}

for (const [verbatim, best] of [
  ['39', 39],
  ['at least 39', 39],
  ['more than 39', 39],
  ['up to 39', 39],
  ['fewer than 39', 39],
  ['about 40', 40],
  ['nearly 40', 40],
  ['5 to 7', null],
  ['dozens', null],
] as const) {
  test(`the best of a preferred "${verbatim}" is ${best}`, async () => {
    const event = await makeEvent(db)
    await makeCount(db, event, '1000')
    const preferred = await makeCount(db, event, verbatim, { preferredFor: [event.slug] })
    const [range] = await figuresOf(event)
    assert.equal(range?.best, best)
    assert.deepEqual(range?.bestClaim, { id: preferred.id })
  })
}

test('a preference for one event is none for another', async () => {
  const [one, two] = [await makeEvent(db), await makeEvent(db)]
  await makeCount(db, one, '39', { events: [one.slug, two.slug], preferredFor: [two.slug] })
  assert.equal((await figuresOf(one))[0]?.best, null)
  assert.equal((await figuresOf(two))[0]?.best, 39)
})
