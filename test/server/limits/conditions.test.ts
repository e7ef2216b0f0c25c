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
  ['a list of values', { language: ['en', 'de'] }, 2, 2],
  ['values inside of a comparison', { slug: { in: ['a', 'b', 'c'] } }, 3, 3],
  ['no value of a list', { language: [] }, 1, 1],
  ['a value for a list of one', { language: 'en' }, 1, 1],
  ['full text', { search: 'x' }, 1, 10],
  ['full text without a word', { search: '" - "' }, 1, 10],
  ['words of a phrase', { search: '"fire in the hills"' }, 1, 40],
  ['words that are not wanted, and others', { search: '-fire -"the hills" or Überschwemmung' }, 1, 50],
  ['words that marks join', { search: 'e-mail,http://example.org हिन्दी' }, 1, 60],
  ['a text that is too long', { search: 'a '.repeat(100_000) }, 1, 10_000],
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
  ['one item for a list that has no condition', { or: { and: {} }, and: { not: {} } }, 2, 2],
  ['one item for a list', { or: { language: 'en' } }, 1, 1],
  ['fields that there are not', { nothing: 1, __proto__: { language: 'en' } }, 0, 0],
] as const) {
  test(`${what}: ${count} conditions, ${points} points`, () => {
    assert.deepEqual(conditionsOf(filter, type), { count, points })
  })
}

test('a large value that is used often is looked through once, for each type that it is given as', () => {
  let looked = 0
  const search = 'x'
  const item = {
    get search() {
      looked += 1
      return search
    },
  }
  const filter = { or: Array(100).fill(item) }
  const of = (name: string) => {
    const type = schema.getType(name)
    return isInputObjectType(type) ? conditionsOf({ or: Array(100).fill(filter) }, type).count : null
  }
  assert.deepEqual([of('ArticleFilter'), of('ClaimFilter'), looked], [10_000, 10_000, 200])
})
