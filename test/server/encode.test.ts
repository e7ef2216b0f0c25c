import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encode } from '../../server/encode.ts'

test('texts follow each other as UTF-8, whatever came before, and however long they are', () => {
  const long = 'Kyïv – 🗞 '.repeat(300_000)
  for (const texts of [['Kyïv', '', ' – 🗞'], [], [''], [long, 'end'], ['short'], [long.slice(0, 100_000)]]) {
    assert.deepEqual(encode(...texts), Buffer.from(texts.join('')))
  }
})

test('bytes are in memory of their own, that what comes next leaves alone', () => {
  const bytes = encode('Kyïv')
  assert.equal(bytes.buffer.byteLength, bytes.length)
  encode('Odesa')
  assert.equal(bytes.toString(), 'Kyïv')
})
