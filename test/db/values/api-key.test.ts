import assert from 'node:assert/strict'
import test from 'node:test'
import {
  createApiKeyText,
  hashSecret,
  isInForce,
  matchesSecret,
  parseApiKey,
  printApiKey,
} from '../../../db/values/api-key.ts'

const key = createApiKeyText()
const text = printApiKey(key)

test('a key is read back from its text, and no two are alike', () => {
  assert.match(text, /^dl_[0-9a-f]{16}_[0-9a-f]{64}$/)
  assert.deepEqual(parseApiKey(text), key)
  const keys = Array.from({ length: 1_000 }, createApiKeyText)
  assert.equal(new Set(keys.flatMap(({ id, secret }) => [id, secret])).size, 2_000)
})

for (const [what, garbage] of [
  ['nothing', ''],
  ['a prefix of another system', text.replace('dl_', 'gh_')],
  ['a prefix in capitals', text.replace('dl_', 'DL_')],
  ['capitals', text.toUpperCase().replace('DL_', 'dl_')],
  ['a secret that is cut', text.slice(0, -1)],
  ['a secret with more behind it', `${text}0`],
  ['a line break behind it', `${text}\n`],
  ['a blank before it', ` ${text}`],
  ['no id', text.replace(key.id, '')],
  ['no secret', `dl_${key.id}_`],
  ['two keys', `${text}${text}`],
  ['digits of another script', text.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)))],
  ['a NUL', text.replace('_', '_\0')],
  ['a million characters', 'dl_'.repeat(333_333)],
] as const) {
  test(`${what} is no key`, () => {
    assert.equal(parseApiKey(garbage), null)
  })
}

test('only the secret that was hashed matches, and its hash does not hold it', () => {
  const hash = hashSecret(key.secret)
  assert.equal(hash.length, 32)
  assert.equal(matchesSecret(key.secret, hash), true)
  assert.equal(matchesSecret(createApiKeyText().secret, hash), false)
  assert.equal(matchesSecret('', hash), false)
  assert.equal(hash.toString('hex').includes(key.secret), false)
})

test('a key holds to the millisecond before its expiry, and not at it', () => {
  // As PostgreSQL prints an instant.
  const expiring = { expires_at: '2026-03-03 12:00:00.123+00', revoked_at: null }
  const expiry = Date.UTC(2026, 2, 3, 12, 0, 0, 123)
  assert.equal(isInForce(expiring, expiry - 1), true)
  assert.equal(isInForce(expiring, expiry), false)
  assert.equal(isInForce({ expires_at: null, revoked_at: null }, expiry), true)
  assert.equal(isInForce({ expires_at: null, revoked_at: '2026-03-03 12:00:00+00' }, 0), false)
})
