import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FigureRecord } from '../../db/records.ts'
import { changeToWithdrawn, passInstant } from '../support/change.ts'
import { openTestDatabase } from '../support/database.ts'
import { makeAll, makeCount, makeEvent } from '../support/make.ts'
import { ask, askCounted } from '../support/send.ts'

const db = await openTestDatabase()
const event = await makeEvent(db, { slug: 'strike' })
const other = await makeCount(db, event, 'at least 35')
const claim = await makeCount(db, event, '39 killed', { slug: 'count', text: 'They say 39 were killed.' })
const first = await passInstant(db)
const corrected: FigureRecord[] = [{ verbatim: '40 killed', measure: 'KILLED', unit: null }]
await makeAll(db, 'Claim', [{ slug: 'count', text: 'They say 40 were killed.', figures: corrected }])
const second = await passInstant(db)
await changeToWithdrawn(db, 'Claim', claim)
const third = await passInstant(db)

/** What each instant knew, then what is known now. */
const INSTANTS = [first, second, third, '2999-01-01T00:00:00Z', null]

async function answers(source: string): Promise<unknown[]> {
  const all: unknown[] = []
  for (const at of INSTANTS) {
    const { data, statements } = await askCounted<{ x: unknown }>(db, source, { at })
    assert.equal(statements.length, 1)
    all.push(data.x)
  }
  return all
}

test('a claim that was corrected and then withdrawn answers with what was known before, between and after', async () => {
  const withdrawn = { figures: [{ verbatim: '40 killed', low: 40 }], revision: 3, withdrawnReason: 'a test' }
  assert.deepEqual(
    await answers(
      'query ($at: DateTime) { x: claim(by: { slug: "count" }, asOf: $at) { revision withdrawnReason figures { verbatim low } } }',
    ),
    [
      { figures: [{ verbatim: '39 killed', low: 39 }], revision: 1, withdrawnReason: null },
      { figures: [{ verbatim: '40 killed', low: 40 }], revision: 2, withdrawnReason: null },
      withdrawn,
      withdrawn,
      withdrawn,
    ],
  )
})

test('it is found by id as a node too, with the times and history of then', async () => {
  const source = `query ($at: DateTime) { x: node(id: "${claim.id}", asOf: $at) { ... on Claim {
    text updatedAt createdAt withdrawnAt revisions { totalCount nodes { revision at } } } } }`
  const found = await answers(source)
  assert.partialDeepStrictEqual(found, [
    { text: 'They say 39 were killed.', withdrawnAt: null, revisions: { totalCount: 1 } },
    { text: 'They say 40 were killed.', withdrawnAt: null, revisions: { totalCount: 2 } },
    { text: 'They say 40 were killed.', revisions: { totalCount: 3 } },
  ])
  for (const one of found) {
    assert.partialDeepStrictEqual(one, { createdAt: Object(found[0]).createdAt })
    assert.equal(Object(one).updatedAt, Object(one).revisions.nodes[0].at)
  }
  assert.equal(new Set(found.map((one) => Object(one).updatedAt)).size, 3)
})

test('a list is filtered by the figures, statuses and words of then', async () => {
  const some = (figure: string) =>
    answers(
      `query ($at: DateTime) { x: claims(filter: { figures: { some: ${figure} }, text: { contains: "killed" } }, asOf: $at) { totalCount nodes { slug } } }`,
    )
  const [none, one] = [
    { totalCount: 0, nodes: [] },
    { totalCount: 1, nodes: [{ slug: 'count' }] },
  ]
  assert.deepEqual(await some('{ low: { lte: 39 } }'), [one, none, none, none, none])
  assert.deepEqual(await some('{ low: { gte: 40 } }'), [none, one, none, none, none])
})

test('the figures of an event have the bounds, claims and number of sources of then', async () => {
  const figure = (low: number, ids: string[]) => [
    { low, independentSources: ids.length, claims: ids.map((id) => ({ id })) },
  ]
  const without = { figures: figure(35, [other.id]) }
  assert.deepEqual(
    await answers(
      'query ($at: DateTime) { x: event(by: { slug: "strike" }, asOf: $at) { figures { low independentSources claims { id } } } }',
    ),
    [
      { figures: figure(35, [other.id, claim.id]) },
      { figures: figure(35, [other.id, claim.id]) },
      without,
      without,
      without,
    ],
  )
  const bounds = await answers(
    `query ($at: DateTime) { x: event(by: { slug: "strike" }, asOf: $at) { figures { high }
      claims(filter: { slug: { eq: "count" } }) { nodes { figures { high } events { figures { claims { figures { verbatim } } } } } } } }`,
  )
  assert.match(JSON.stringify(bounds[0]), /39 killed/)
  assert.doesNotMatch(JSON.stringify(bounds[0]), /40/)
  assert.match(JSON.stringify(bounds[1]), /40 killed/)
  assert.doesNotMatch(JSON.stringify(bounds[1]), /39/)
})

test('two accounts disagree for as long as they did', async () => {
  const quarrel = await makeEvent(db, { slug: 'quarrel' })
  await makeCount(db, quarrel, '10', { slug: 'ten' })
  const { slug } = await makeCount(db, quarrel, '12')
  const before = await passInstant(db)
  await makeAll(db, 'Claim', [{ slug, figures: [{ verbatim: '10', measure: 'KILLED', unit: null }] }])
  const between = await passInstant(db)
  await makeAll(db, 'Claim', [{ slug, relations: [{ kind: 'CONTRADICTS', claim: 'ten' }] }])
  const bases = async (at: string | null) => {
    const { event } = await ask<{ event: { disagreements: { basis: string }[]; figures: unknown[] } }>(
      db,
      'query ($at: DateTime) { event(by: { slug: "quarrel" }, asOf: $at) { disagreements { basis } figures { low high } } }',
      { at },
    )
    return [event.figures, event.disagreements.map(({ basis }) => basis)]
  }
  assert.deepEqual(await bases(before), [[{ low: 10, high: 12 }], ['FIGURES']])
  assert.deepEqual(await bases(between), [[{ low: 10, high: 10 }], []])
  assert.deepEqual(await bases(null), [[{ low: 10, high: 10 }], ['CONTRADICTION']])
})
