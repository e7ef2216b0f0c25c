import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDice } from '../../bench/data/dice.ts'
import { difference, even } from '../../bench/run/answers.ts'
import { cursorWriter } from '../../bench/run/cursors.ts'
import { createRequests } from '../../bench/run/requests.ts'
import { SHAPES } from '../../bench/shapes/index.ts'
import { SERVERS } from '../../bench/shapes/shape.ts'

test('answers that say the same in different ways are equal', () => {
  const dateline = {
    events: {
      totalCount: 1,
      nodes: [
        {
          id: 'Event:7',
          when: { edtf: '2024', earliest: '2024-01-01', latest: null },
          createdAt: '2024-01-01T10:00:00.120Z',
          places: [{ id: 'Place:1', name: 'Event:1' }],
          contradictions: [{ id: 'Claim:2' }, { id: 'Claim:10' }],
        },
      ],
      pageInfo: { endCursor: 'abc' },
    },
  }
  const postgraphile = {
    events: {
      totalCount: 1,
      nodes: [
        {
          id: '7',
          edtf: '2024',
          earliest: '2024-01-01',
          latest: 'infinity',
          createdAt: '2024-01-01T11:00:00.12+01:00',
          places: { nodes: [{ node: { id: '1', name: 'Event:1' } }] },
          contradictions_1: { nodes: [{ node: { id: '10' } }, { node: { id: '2' } }] },
          contradictions_2: { nodes: [{ node: { id: '10' } }] },
        },
      ],
      pageInfo: { endCursor: 'other' },
    },
  }
  assert.equal(difference(even(dateline), even(postgraphile)), null)
})

test('answers that differ are told with the place of the first difference', () => {
  const one = { articles: { nodes: [{ id: 'Article:1', headline: 'A' }, { id: 'Article:2' }] } }
  const other = { articles: { nodes: [{ id: '1', headline: 'B' }, { id: '2' }] } }
  assert.equal(difference(even(one), even(other)), 'data.articles[0].headline: "A" <> "B"')
  assert.equal(difference([1], [1, 2]), 'data: [1] <> [1,2]')
  assert.equal(difference({ a: null }, {}), null)
  assert.notEqual(difference(even({ endCursor: 'x' }), even({ endCursor: null })), null)
})

test('a cursor is written after the model of another', () => {
  const position = { day: '2024-12-31', id: 199_990 }
  for (const [text, encoding] of [
    ['1.Ab_199x.199990.2024-12-31', 'base64url'],
    ['["0a1b","2024-12-31","199990"]', 'base64'],
  ] as const) {
    const write = cursorWriter({ cursor: Buffer.from(text).toString(encoding), position })
    const written = Buffer.from(write?.({ day: '2015-02-03', id: 42 }) ?? '', encoding).toString()
    assert.equal(written, text.replace('199990', '42').replace('2024-12-31', '2015-02-03'))
  }
  assert.equal(cursorWriter({ cursor: Buffer.from('opaque').toString('base64'), position }), null)
})

test('the same seed asks for the same, another for something else', () => {
  const samples = {
    articles: [1, 2, 3, 4, 5, 6, 7, 8, 9],
    authors: [1, 2],
    days: ['2024-01-01', '2024-01-02'],
    countries: ['IQ', 'SY'],
    words: ['one two', 'three four'],
    positions: [
      { day: '2024-01-01', id: 5 },
      { day: '2023-01-01', id: 4 },
    ],
    cursorAt: () => 'cursor',
  }
  for (const shape of SHAPES) {
    const bodies = (seed: number) =>
      SERVERS.map((server) => createRequests(shape, samples, seed).bodies(server))
    assert.deepEqual(bodies(1), bodies(1))
    assert.notDeepEqual(bodies(1)[0], bodies(2)[0], shape.name)
    for (const list of bodies(1)) for (const body of list) JSON.parse(body)
    const values = shape.draw(samples, createDice(1)('test', 1)).limit
    const highest = Math.max(...[...shape.limit.matchAll(/\$(\d)/g)].map(([, at]) => Number(at)))
    assert.equal(values.length, highest, shape.name)
  }
})
