import assert from 'node:assert/strict'
import { test } from 'node:test'
import { schema } from '../../../schema/index.ts'
import { RefusedSelection, readSelection } from '../../../schema/webhook/selection.ts'

const ENTRIES = 'entries { cursor entry { kind } }'
const deep = (levels: number): object => (levels === 0 ? {} : { not: deep(levels - 1) })

for (const [what, text, message] of [
  ['no GraphQL', 'subscription {', /Syntax Error/],
  ['nothing', '', /Syntax Error/],
  ['a query', '{ outlets { totalCount } }', /one subscription/],
  ['two operations', `subscription A { ${ENTRIES} } subscription B { ${ENTRIES} }`, /one subscription/],
  ['no operation', 'fragment F on Entry { kind }', /one subscription/],
  ['a field that there is not', 'subscription { newspapers { id } }', /Cannot query field/],
  ['two fields', `subscription { a: ${ENTRIES} b: ${ENTRIES} }`, /only one top level field/i],
  ['a place of its own', 'subscription { entries(after: "x") { cursor } }', /no `after`/],
  ['nothing that is asked', `subscription { ${ENTRIES.replace('{', '@skip(if: true) {')} }`, /nothing|@skip/],
] as const) {
  test(`a selection that is ${what} is refused, and named`, () => {
    assert.throws(
      () => readSelection(schema, text, {}),
      (error) =>
        error instanceof RefusedSelection && error.given === 'selection' && message.test(error.message),
    )
  })
}

test('variables that the operation does not take are refused, and named', () => {
  const text = `subscription ($filter: OutletFilter!) { outlets(filter: $filter) { node { slug } } }`
  for (const variables of [{}, { filter: null }, { filter: { newspaper: true } }, { filter: 'x' }]) {
    assert.throws(
      () => readSelection(schema, text, variables),
      (error) => error instanceof RefusedSelection && error.given === 'variables',
    )
  }
})

test('a filter that no list takes is refused before anything is sent', () => {
  const text = `subscription ($filter: OutletFilter!) { outlets(filter: $filter) { node { slug } } }`
  assert.throws(() => readSelection(schema, text, { filter: deep(50) }), RefusedSelection)
})

test('a subscription with variables and fragments is taken as it is', () => {
  const text =
    'subscription New($kinds: [NodeKind!]) { news: entries(filter: { kind: $kinds }) { ...E } } fragment E on EntryFrame { entry { action } }'
  const { operation, variables } = readSelection(schema, text, { kinds: ['Outlet'] })
  assert.equal(operation.name?.value, 'New')
  assert.deepEqual({ ...variables }, { kinds: ['Outlet'] })
})
