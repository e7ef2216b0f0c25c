import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encode } from '../../server/encode.ts'
import { createSharedBytes } from '../../server/shared-bytes.ts'

test('the same is made once, and anew when more has come than is kept', () => {
  let made = 0
  const shared = createSharedBytes(
    ({ text }: { text: string }) => {
      made++
      return encode(text)
    },
    ({ length }) => length,
    9,
  )
  const [one, two, long] = [{ text: 'Kyïv' }, { text: 'Odesa' }, { text: 'Bila Tserkva' }]
  assert.equal(shared.of(one), shared.of(one))
  assert.equal(made, 1)
  shared.of(two)
  assert.equal(made, 2)
  assert.equal(shared.of(one).toString(), 'Kyïv')
  assert.equal(made, 3)
  // What is longer than all that is kept is made for whoever asks, and leaves the others where they are.
  for (const _ of [1, 2]) assert.equal(shared.of(long).toString(), 'Bila Tserkva')
  assert.equal(made, 5)
  shared.of(one)
  assert.equal(made, 5)
})
