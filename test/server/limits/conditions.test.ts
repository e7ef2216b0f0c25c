import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isInputObjectType } from 'graphql'
import { schema } from '../../../schema/index.ts'
import { conditionsOf } from '../../../server/limits/conditions.ts'

const type = schema.getType('ArticleFilter')
if (!isInputObjectType(type)) throw new Error('There is no ArticleFilter')

for (const [what, filter, count, points] of [
  ['nothing', {}, 0, 0],
  ['what is null', { language: null, claims: null, republications: { some: null }, not: null }, 0, 0],
  ['a comparison', { headline: { eq: 'x' } }, 1, 1],
  ['both ends of a range', { publishedOn: { from: '2024-01-01', to: '2024-01-31' } }, 2, 2],
  ['a list of values', { language: ['en', 'de'] }, 1, 1],
  ['a value for a list of one', { language: 'en' }, 1, 1],
  ['full text', { search: 'x' }, 1, 10],
  ['a related record', { outlet: {} }, 1, 1],
  ['a condition of a related record', { outlet: { language: ['en'] } }, 2, 2],
  ['any of a list', { claims: { some: {} } }, 1, 4],
  ['a condition of each of a list', { claims: { none: { search: 'x' } } }, 2, 4 + 4 * 10],
  ['both of some and none', { claims: { some: { kind: ['CAUSAL'] }, none: { kind: ['CAUSAL'] } } }, 4, 16],
  [
    'lists inside of lists',
    { claims: { some: { events: { some: { coverage: { some: { search: 'x' } } } } } } },
    4,
    4 + 4 * (4 + 4 * (4 + 4 * 10)),
  ],
  ['what is joined', { and: [{ language: 'en' }], or: [{ search: 'x' }], not: { outlet: {} } }, 3, 12],
  ['items without a condition', { or: [{}, {}, {}] }, 3, 3],
  ['one item for a list', { or: { language: 'en' } }, 1, 1],
  ['fields that there are not', { nothing: 1, __proto__: { language: 'en' } }, 0, 0],
] as const) {
  test(`${what}: ${count} conditions, ${points} points`, () => {
    assert.deepEqual(conditionsOf(filter, type), { count, points })
  })
}
