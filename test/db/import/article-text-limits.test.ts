import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ArticleTextError,
  type ArticleTextErrorCode,
  readArticleText,
} from '../../../db/import/article-text.ts'

const REFUSED: readonly (readonly [string, ArticleTextErrorCode, string])[] = [
  ['', 'HEADLINE_MISSING', 'headline'],
  [' \n\t\n', 'HEADLINE_MISSING', 'headline'],
  [`${'word '.repeat(100)}\n`, 'HEADLINE_MISSING', 'headline'],
  ['A headline alone\n', 'BODY_MISSING', 'body'],
  ['# A headline\n\nBy Ada Lund\n\n[Subscribe to our newsletter](#)\n', 'BODY_MISSING', 'body'],
  ['A headline\n\nA bo\0dy.', 'TEXT_HAS_NUL', 'text'],
  ['A headline\n\nA bo\ud800dy.', 'TEXT_HAS_LONE_SURROGATE', 'text'],
]

for (const [text, code, field] of REFUSED) {
  test(`${JSON.stringify(text.slice(0, 30))} is refused as ${code}`, () => {
    assert.throws(
      () => readArticleText(text),
      (error) =>
        error instanceof ArticleTextError &&
        error.code === code &&
        error.field === field &&
        error.message.startsWith(`${field}: `),
    )
  })
}

test('the least article is a headline and a paragraph', () => {
  const { headline, body, authors } = readArticleText('A headline\n\nA body.')
  assert.deepEqual([headline, body, authors], ['A headline', 'A body.', []])
})

const PILES: Readonly<Record<string, (count: number) => string>> = {
  'opening brackets': (count) => '['.repeat(count),
  'image brackets': (count) => '!['.repeat(count),
  'nested brackets': (count) => '['.repeat(count / 2) + ']'.repeat(count / 2),
  'nested images': (count) => '!['.repeat(count / 2) + '](u)'.repeat(count / 2),
  'open targets': (count) => '[a]('.repeat(count / 4),
  'open titles': (count) => '[a](b ('.repeat(count / 4),
  'open references': (count) => '[a]['.repeat(count / 4),
  asterisks: (count) => `${'*'.repeat(count)}x`,
  'opening asterisks': (count) => '*a '.repeat(count / 2),
  'mixed emphasis': (count) => '**a _b'.repeat(count / 4),
  'lone asterisks': (count) => '*\n\n'.repeat(count / 10),
  backquotes: (count) => '`a'.repeat(count),
  entities: (count) => '&'.repeat(count),
  tags: (count) => '<'.repeat(count),
  'quotation marks': (count) => '>'.repeat(count),
  addresses: (count) => 'http://a.b/c '.repeat(count / 4),
  'open addresses': (count) => `http://a${'('.repeat(count)}`,
  spaces: (count) => `a${' '.repeat(count)}b`,
  dots: (count) => `${'.'.repeat(count)}x`,
  commas: (count) => ','.repeat(count),
  'one word': (count) => 'a'.repeat(count),
  'empty lines': (count) => '\n'.repeat(count),
  'short lines': (count) => 'word word\n'.repeat(count / 10),
  'broken sentences': (count) => 'one two three four five six\n\n'.repeat(count / 20),
  furniture: (count) => 'Share\n\n'.repeat(count / 20),
  bylines: (count) => 'By Ada Lund, Ben Okoro\n\n'.repeat(count / 20),
  bios: (count) => 'Ada Lund is a writer.\n\n'.repeat(count / 20),
  definitions: (count) => '[a]: b\n'.repeat(count / 10),
  fences: (count) => `---\n${'a: b\n'.repeat(count / 10)}---`,
}

const LARGE = 200_000

// Four times the input may take four times as long; a quadratic reader takes sixteen times.
const MOST_GROWTH = 11
const NEGLIGIBLE_MS = 400

for (const [name, pile] of Object.entries(PILES)) {
  test(`a pile of ${name} is read in linear time`, () => {
    const small = measure(pile(LARGE / 4))
    const large = measure(pile(LARGE))
    assert.ok(large < NEGLIGIBLE_MS || large < small * MOST_GROWTH, `${small} ms, then ${large} ms`)
  })
}

/** The better of two readings, in milliseconds: the first also warms up, and a collection may fall into either. */
function measure(pile: string): number {
  const text = `# A headline\n\nBy Ada Lund\n\nA first paragraph.\n\n${pile}\n\nA last paragraph.`
  const times = [1, 2].map(() => {
    const started = performance.now()
    readArticleText(text)
    return performance.now() - started
  })
  return Math.min(...times)
}
