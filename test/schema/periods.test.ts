import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { makeAll, makeClaim } from '../support/make.ts'
import { ask } from '../support/send.ts'

const db = await openTestDatabase()
await makeAll(
  db,
  'Event',
  Object.entries({
    day: '2024-02-07',
    month: '2024-02',
    february: '2024-02-XX',
    began: '2014/..',
    ended: '../2024-02-06',
    whenever: 'XXXX',
    span: '2024-02-05/2024-02-08',
    about: '2024-02-07~',
  }).map(([slug, when]) => ({ slug, when })),
)
await makeClaim(db, { slug: 'undated' })
await makeClaim(db, { slug: 'dated', saidOn: '2024-02-06/..' })

test('the open side of an uncertain date is null, and a known one a day', async () => {
  const { events } = await ask<{ events: { nodes: { slug: string; when: unknown }[] } }>(
    db,
    '{ events(orderBy: { field: CREATED_AT }) { nodes { slug when { edtf earliest latest } } } }',
  )
  assert.deepEqual(Object.fromEntries(events.nodes.map(({ slug, when }) => [slug, when])), {
    day: { edtf: '2024-02-07', earliest: '2024-02-07', latest: '2024-02-07' },
    month: { edtf: '2024-02', earliest: '2024-02-01', latest: '2024-02-29' },
    february: { edtf: '2024-02-XX', earliest: '2024-02-01', latest: '2024-02-29' },
    began: { edtf: '2014/..', earliest: '2014-01-01', latest: null },
    ended: { edtf: '../2024-02-06', earliest: null, latest: '2024-02-06' },
    whenever: { edtf: 'XXXX', earliest: null, latest: null },
    span: { edtf: '2024-02-05/2024-02-08', earliest: '2024-02-05', latest: '2024-02-08' },
    about: { edtf: '2024-02-07~', earliest: '2024-02-07', latest: '2024-02-07' },
  })
})

/** The events of a filter, and the others. */
const during = async (filter: string) => {
  const { inside, outside } = await ask<Record<'inside' | 'outside', { nodes: { slug: string }[] }>>(
    db,
    `{ inside: events(filter: { when: ${filter} }, orderBy: { field: CREATED_AT }) { nodes { slug } }
      outside: events(filter: { not: { when: ${filter} } }) { nodes { slug } } }`,
  )
  return {
    inside: inside.nodes.map(({ slug }) => slug).join(' '),
    count: inside.nodes.length + outside.nodes.length,
  }
}

for (const [filter, expected] of [
  ['{ from: "2024-02-08", to: "2024-02-08" }', 'month february began whenever span'],
  ['{ from: "2024-02-09", to: "2024-02-09" }', 'month february began whenever'],
  ['{ from: "2024-02-05", to: "2024-02-05" }', 'month february began ended whenever span'],
  ['{ from: "2024-03-01" }', 'began whenever'],
  ['{ to: "2013-12-31" }', 'ended whenever'],
  ['{ to: "2014-01-01" }', 'began ended whenever'],
  ['{ from: "2024-02-29" }', 'month february began whenever'],
  ['{}', 'day month february began ended whenever span about'],
  ['{ from: "2024-02-08", to: "2024-02-05" }', ''],
] as const) {
  test(`events that may have happened in ${filter} are ${expected || 'none'}`, async () => {
    assert.deepEqual(await during(filter), { inside: expected, count: 8 })
  })
}

test('a claim whose day is unknown may have been made on any, and comes first', async () => {
  const { claims } = await ask<{ claims: unknown }>(
    db,
    `{ claims(filter: { saidOn: { to: "2024-02-06" } }, orderBy: { field: SAID_ON }) { nodes { slug saidOn { earliest latest } } } }`,
  )
  assert.deepEqual(claims, {
    nodes: [
      { slug: 'undated', saidOn: null },
      { slug: 'dated', saidOn: { earliest: '2024-02-06', latest: null } },
    ],
  })
})
