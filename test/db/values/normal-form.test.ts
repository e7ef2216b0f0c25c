import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toNormalForm } from '../../../db/values/normal-form.ts'

const FORMS = ['NFC', 'NFD', 'NFKC', 'NFKD'] as const
/** Seconds, where all of a run is put in order. */
const LONGEST_MS = 500

for (const text of [
  'Plain words.',
  'Łódź, déjà vu, İstanbul, Ἀθῆναι',
  'हिन्दी में लिखा, שָׁלוֹם, ภาษาไทยน้ำ, 한국어, ﬁ, ｶﾞｷﾞ, \ufdfa',
  `a${'\u0301\u0316'.repeat(15)}`,
]) {
  test(`${text.slice(0, 30)} comes out as it would of itself`, () => {
    for (const form of FORMS) assert.equal(toNormalForm(text, form), text.normalize(form))
  })
}

test('of a run of marks the first thirty stay, and what follows stays too', () => {
  assert.equal(toNormalForm(`x${'\u0316'.repeat(31)}y`, 'NFC'), `x${'\u0316'.repeat(30)}y`)
})

for (const [what, run] of [
  ['marks', `${'\u0301'.repeat(100_000)}${'\u0316'.repeat(99_999)}`],
  ['marks between letters that become marks', '\u0301\uff9e'.repeat(99_999)],
] as const) {
  test(`a run of 200,000 ${what} takes no time`, () => {
    for (const form of FORMS) {
      const before = performance.now()
      toNormalForm(`a${run}`, form)
      assert.ok(performance.now() - before < LONGEST_MS, form)
    }
  })
}
