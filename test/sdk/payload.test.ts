import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ConflictError,
  MutationError,
  NotFoundError,
  payloadOf,
  type Refusal,
  ValidationError,
} from '../../sdk/src/index.ts'

for (const [name, of] of [
  ['ValidationError', ValidationError],
  ['NotFoundError', NotFoundError],
  ['ConflictError', ConflictError],
  // One that a later service has.
  ['QuotaError', MutationError],
  // Every object has a property of these names.
  ['constructor', MutationError],
  ['toString', MutationError],
  ['__proto__', MutationError],
] as const) {
  test(`a refusal of the type ${name} is thrown as a ${of.name}`, () => {
    const refusal: Refusal = { __typename: name, message: 'No', code: 'X', path: ['input'] }
    assert.throws(
      () => payloadOf(refusal),
      (error) => {
        assert.ok(error instanceof MutationError)
        assert.equal(error.constructor, of)
        assert.deepEqual([error.code, error.message, error.refusal], ['X', 'No', refusal])
        return true
      },
    )
  })
}

test('what is no refusal is given back as it is', () => {
  const payload = { __typename: 'CreateOutletPayload' as const, node: { id: 'Outlet:1' } }
  assert.equal(payloadOf(payload), payload)
})
