import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClaimRecord, FigureRecord } from '../../db/records.ts'
import { openTestDatabase } from '../support/database.ts'
import { type Made, makeArticle, makeClaim, makeEvent, makeMerged, makeWithdrawn } from '../support/make.ts'
import { ask } from '../support/send.ts'

const db = await openTestDatabase()

type Figure = Partial<FigureRecord> & { verbatim: string }

/** A claim about an event with figures, KILLED unless they say otherwise. */
const makeCount = (event: Made, figures: string | Figure[], given: Partial<ClaimRecord> = {}) =>
  makeClaim(db, {
    events: [event.slug],
    figures: (typeof figures === 'string' ? [{ verbatim: figures }] : figures).map((figure) => ({
      measure: 'KILLED',
      unit: null,
      ...figure,
    })),
    ...given,
  })

interface Range {
  low: number | null
  high: number | null
  best: number | null
  bestClaim: { id: string } | null
  independentSources: number
  claims: { id: string }[]
  lowClaims: { id: string }[]
  highClaims: { id: string }[]
}

async function figuresOf<Selected = Range>(
  { id }: Made,
  selection = 'low high best bestClaim { id } independentSources claims { id } lowClaims { id } highClaims { id }',
): Promise<Selected[]> {
  const { event } = await ask<{ event: { figures: Selected[] } }>(
    db,
    `query ($id: ID!) { event(by: { id: $id }) { figures { ${selection} } } }`,
    { id },
  )
  return event.figures
}

const bounds = async (event: Made) => (await figuresOf(event)).map(({ low, high }) => [low, high])
const idsOf = (claims: { id: string }[] = []) => claims.map(({ id }) => id)

test('an event without figures has none', async () => {
  const event = await makeEvent(db)
  await makeClaim(db, { events: [event.slug] })
  assert.deepEqual(await figuresOf(event), [])
})

test('the range is from the least low bound to the greatest high one, each with its claims', async () => {
  const event = await makeEvent(db)
  const [ten, wide, also] = [
    await makeCount(event, '10'),
    await makeCount(event, '12 to 20'),
    await makeCount(event, 'up to 20'),
  ]
  const [range] = await figuresOf(event)
  assert.deepEqual([range?.low, range?.high], [0, 20])
  assert.deepEqual(idsOf(range?.claims), [ten.id, wide.id, also.id])
  assert.deepEqual(idsOf(range?.lowClaims), [also.id])
  assert.deepEqual(idsOf(range?.highClaims), [wide.id, also.id])
  assert.equal(range?.best, null)
  assert.equal(range?.bestClaim, null)
})

test('one open bound opens that side of the range', async () => {
  const event = await makeEvent(db)
  const exact = await makeCount(event, '45')
  const open = await makeCount(event, 'at least 39')
  const [range] = await figuresOf(event)
  assert.deepEqual([range?.low, range?.high], [39, null])
  assert.deepEqual(idsOf(range?.lowClaims), [open.id])
  assert.deepEqual(idsOf(range?.highClaims), [open.id], 'the claim that opens it')
  assert.ok(idsOf(range?.claims).includes(exact.id))
})

test('vague words have no bounds and open none, but are listed', async () => {
  const event = await makeEvent(db)
  const vague = await makeCount(event, 'dozens')
  assert.deepEqual(await bounds(event), [[null, null]])
  const [alone] = await figuresOf(event)
  assert.deepEqual([alone?.lowClaims, alone?.highClaims], [[], []])
  await makeCount(event, '39')
  const [range] = await figuresOf(event)
  assert.deepEqual([range?.low, range?.high], [39, 39])
  assert.ok(idsOf(range?.claims).includes(vague.id))
  assert.ok(!idsOf(range?.lowClaims).includes(vague.id))
})

test('measures, units and populations keep apart, the whole before its parts', async () => {
  const event = await makeEvent(db)
  await makeCount(event, [
    { verbatim: '39' },
    { verbatim: '9', population: 'civilians' },
    { verbatim: '7', population: 'Civilians' },
    { verbatim: '70', measure: 'INJURED' },
    { verbatim: '5', measure: 'MONEY', unit: 'USD' },
    { verbatim: '6', measure: 'MONEY', unit: 'IQD' },
    { verbatim: '3', measure: 'MONEY' },
  ])
  assert.deepEqual(
    await figuresOf<unknown>(event, 'measure unit population low high independentSources'),
    [
      ['INJURED', null, null, 70],
      ['KILLED', null, null, 39],
      ['KILLED', null, 'Civilians', 7],
      ['KILLED', null, 'civilians', 9],
      ['MONEY', null, null, 3],
      ['MONEY', 'IQD', null, 6],
      ['MONEY', 'USD', null, 5],
    ].map(([measure, unit, population, low]) => ({
      measure,
      unit,
      population,
      low,
      high: low,
      independentSources: 1,
    })),
  )
})

test('only accepted claims that stand count', async () => {
  const event = await makeEvent(db)
  await makeCount(event, '10')
  await makeCount(event, '1', { status: 'CANDIDATE' })
  await makeCount(event, '100', { status: 'WITHDRAWN' })
  await makeWithdrawn(db, 'claim', await makeCount(event, '1000'))
  const elsewhere = await makeEvent(db)
  await makeCount(elsewhere, '10000')
  assert.deepEqual(await bounds(event), [[10, 10]])
})

test('a claim that was merged into another, or whose article was withdrawn, counts no more', async () => {
  const event = await makeEvent(db)
  const kept = await makeCount(event, '10')
  await makeMerged(db, 'claim', await makeCount(event, '12'), kept)
  const article = await makeArticle(db)
  await makeCount(event, '14', { article: article.slug })
  await makeWithdrawn(db, 'article', article)
  assert.deepEqual(await bounds(event), [[10, 10]])
})
