import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkCharacters, countCodePoints, countWords, sliceCodePoints } from '../../../db/values/text.ts'

test('any well-formed text is taken as it is', () => {
  for (const text of ['', 'ｅ\u0301 😀 \u200f עברית \uFFFD \uFEFF', '\u{10FFFF}']) {
    assert.equal(checkCharacters(text), text)
  }
})

test('NUL and half a surrogate pair are refused', () => {
  assert.throws(() => checkCharacters('a\0b'), { code: 'NUL' })
  assert.throws(() => checkCharacters('a\ud83db'), { code: 'LONE_SURROGATE' })
  assert.throws(() => checkCharacters('a\udc00'), { code: 'LONE_SURROGATE' })
})

test('code points are counted, not UTF-16 units', () => {
  assert.equal(countCodePoints('a😀b'), 3)
  assert.equal(sliceCodePoints('a😀b𝒜c', 1, 4), '😀b𝒜')
  assert.equal(sliceCodePoints('a😀b', 2, 2), '')
  assert.equal(sliceCodePoints('a😀b', 2, 99), 'b')
})

for (const [text, words] of [
  ['', 0],
  ['… — !', 0],
  ["It wasn't on-site: 27,700 people, at U.S. bases.", 8],
  ['“Quoted” words', 2],
  ['हिन्दी समाचार', 2],
  ['日本語', 3],
  ['日本の U.S. 基地', 6],
] as const) {
  test(`“${text}” has ${words} words`, () => {
    assert.equal(countWords(text), words)
  })
}
