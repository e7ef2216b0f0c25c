import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkSlug, slugify } from '../../../db/values/slug.ts'

test('a slug is letters and digits of any script with signs between them', () => {
  for (const slug of [
    'a',
    '7',
    'wire/2024-02-09#3',
    'a.b_c:d/e#f-g',
    'हिन्दी-समाचार',
    '日本語',
    'عربي',
    '😀a'.slice(2),
  ]) {
    assert.equal(checkSlug(slug), slug)
  }
})

test('what begins or ends with a sign, or holds another one, is no slug', () => {
  for (const slug of ['', '-a', 'a-', '/a', 'a b', 'a\nb', 'a?', 'a😀', '\u0301a']) {
    assert.throws(() => checkSlug(slug), { code: 'BAD_SLUG' }, slug)
  }
})

test('a slug that is not in normal form C is refused', () => {
  assert.equal(checkSlug('caf\u00e9'), 'caf\u00e9')
  assert.throws(() => checkSlug('cafe\u0301'), { code: 'BAD_SLUG' })
})

test('a slug has at most 200 code points', () => {
  assert.equal(checkSlug('𝒜'.repeat(200)).length, 400)
  assert.throws(() => checkSlug('a'.repeat(201)), { code: 'TOO_LONG' })
})

for (const [text, slug] of [
  ['Harbour Gazette', 'harbour-gazette'],
  ['  “Été” — à Łódź! ', 'ete-a-łodz'],
  ['İstanbul', 'istanbul'],
  ["The Editor's 27,700 words", 'the-editors-27-700-words'],
  ['Йод и Ёлка', 'йод-и-ёлка'],
  ['Ἀθῆναι', 'αθηναι'],
  ['हिन्दी समाचार', 'हिन्दी-समाचार'],
  ['日本語 ニュース', '日本語-ニュース'],
  ['!?…', ''],
] as const) {
  test(`${text} becomes “${slug}”`, () => {
    assert.equal(slugify(text), slug)
    if (slug !== '') assert.equal(checkSlug(slug), slug)
  })
}

test('a long text is cut after a whole word', () => {
  assert.equal(slugify('the quick brown fox', 12), 'the-quick')
  assert.equal(slugify('the quick brown fox', 15), 'the-quick-brown')
  assert.equal(slugify('x'.repeat(300), 20), 'x'.repeat(20))
})

test('a text of 200,000 marks on one letter takes no time', () => {
  const before = performance.now()
  assert.equal(slugify(`a${'\u0301'.repeat(100_000)}${'\u0316'.repeat(99_999)}`), 'a')
  assert.ok(performance.now() - before < 500)
})
