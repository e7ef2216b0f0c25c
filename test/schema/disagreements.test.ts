import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClaimRecord, FigureRecord } from '../../db/records.ts'
import { openTestDatabase } from '../support/database.ts'
import { type Made, makeClaim, makeEvent, makeWithdrawn } from '../support/make.ts'
import { ask } from '../support/send.ts'

const db = await openTestDatabase()

const makeCount = (
  event: Made,
  verbatim: string,
  figure: Partial<FigureRecord> = {},
  given: Partial<ClaimRecord> = {},
) =>
  makeClaim(db, {
    events: [event.slug],
    figures: [{ verbatim, measure: 'KILLED', unit: null, ...figure }],
    ...given,
  })

const disagreementsOf = async ({ id }: Made, selection = 'basis claim { id } other { id }') => {
  const { event } = await ask<{ event: { disagreements: Record<string, unknown>[] } }>(
    db,
    `query ($id: ID!) { event(by: { id: $id }) { disagreements { ${selection} } } }`,
    { id },
  )
  return event.disagreements
}

for (const [one, two, disagree] of [
  ['39', '39', false],
  ['39', '40', true],
  ['more than 20', '20', true],
  ['more than 20', '21', false],
  ['at least 20', '20', false],
  ['at least 21', '20', true],
  ['fewer than 20', '20', true],
  ['fewer than 20', 'at least 20', true],
  ['fewer than 20', 'more than 20', true],
  ['up to 20', '20', false],
  ['up to 20', 'more than 20', true],
  ['up to 20', 'at least 20', false],
  ['at least 20', 'more than 100', false],
  ['5 to 7', '6', false],
  ['5 to 7', '8', true],
  ['5 to 7', '7 to 9', false],
  ['about 40', '44', false],
  ['about 40', '45', true],
  ['dozens', '3', false],
  ['dozens', 'hundreds', false],
] as const) {
  test(`"${one}" and "${two}" ${disagree ? 'cannot both hold' : 'can both hold'}, whichever was recorded first`, async () => {
    for (const [first, second] of [
      [one, two],
      [two, one],
    ] as const) {
      const event = await makeEvent(db)
      const [claim, other] = [await makeCount(event, first), await makeCount(event, second)]
      const pair = { basis: 'FIGURES', claim: { id: claim.id }, other: { id: other.id } }
      assert.deepEqual(await disagreementsOf(event), disagree ? [pair] : [])
    }
  })
}

test('figures of another measure, unit, population or event do not disagree', async () => {
  const [event, elsewhere] = [await makeEvent(db), await makeEvent(db)]
  await makeCount(event, '39')
  await makeCount(event, '40', { population: 'civilians' })
  await makeCount(event, '41', { population: 'soldiers' })
  await makeCount(event, '42', { measure: 'INJURED' })
  await makeCount(event, '43', { unit: 'families' })
  await makeCount(elsewhere, '44')
  assert.deepEqual(await disagreementsOf(event), [])
})

test('figures say of what they disagree', async () => {
  const event = await makeEvent(db)
  for (const verbatim of ['39', '40'])
    await makeCount(event, verbatim, { population: 'civilians', unit: 'families', measure: 'DISPLACED' })
  assert.deepEqual(await disagreementsOf(event, 'basis measure unit population note'), [
    { basis: 'FIGURES', measure: 'DISPLACED', unit: 'families', population: 'civilians', note: null },
  ])
})

test('a claim does not disagree with itself', async () => {
  const event = await makeEvent(db)
  const figures: FigureRecord[] = ['39', '40'].map((verbatim) => ({ verbatim, measure: 'KILLED' }))
  await makeCount(event, '39', {}, { figures })
  assert.deepEqual(await disagreementsOf(event), [])
})

test('two claims that differ twice in one measure are one pair', async () => {
  const event = await makeEvent(db)
  const figures = (...verbatims: string[]): FigureRecord[] =>
    verbatims.map((verbatim) => ({ verbatim, measure: 'KILLED', unit: null }))
  await makeCount(event, '', {}, { figures: figures('1', '2') })
  await makeCount(event, '', {}, { figures: figures('3', '4') })
  assert.equal((await disagreementsOf(event)).length, 1)
})

test('three claims that all differ are three pairs, in the order of their records', async () => {
  const event = await makeEvent(db)
  const [a, b, c] = [await makeCount(event, '1'), await makeCount(event, '2'), await makeCount(event, '3')]
  const pair = (claim: Made, other: Made) => ({
    basis: 'FIGURES',
    claim: { id: claim.id },
    other: { id: other.id },
  })
  assert.deepEqual(await disagreementsOf(event), [pair(a, b), pair(a, c), pair(b, c)])
})

test('claims that differ in several measures and units are a pair for each, in the order of their names', async () => {
  const event = await makeEvent(db)
  for (const verbatim of ['5', '6']) {
    const figures = (['USD', 'EUR', 'IQD'] as const).map((unit) => ({
      verbatim,
      measure: 'MONEY' as const,
      unit,
    }))
    await makeCount(event, '', {}, { figures: [...figures, { verbatim, measure: 'KILLED', unit: null }] })
  }
  assert.deepEqual(await disagreementsOf(event, 'measure unit'), [
    { measure: 'KILLED', unit: null },
    { measure: 'MONEY', unit: 'EUR' },
    { measure: 'MONEY', unit: 'IQD' },
    { measure: 'MONEY', unit: 'USD' },
  ])
})

test('candidates, and claims that were taken back or withdrawn, disagree with nobody', async () => {
  const event = await makeEvent(db)
  const { slug: claim } = await makeCount(event, '39')
  const relations: ClaimRecord['relations'] = [{ kind: 'CONTRADICTS', claim }]
  await makeCount(event, '40', {}, { status: 'CANDIDATE' })
  await makeCount(event, '41', {}, { status: 'WITHDRAWN', relations })
  await makeWithdrawn(db, 'claim', await makeCount(event, '42', {}, { relations }))
  assert.deepEqual(await disagreementsOf(event), [])
})
