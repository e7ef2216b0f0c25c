import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SKETCH_HASHES, sketchOf } from '../../../db/values/sketch.ts'

/** A text of words that do not repeat. */
const words = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `w${from + at}x`).join(' ')

/** As the database estimates it. */
function likeness(one: string, other: string): number {
  const [a, b] = [sketchOf(one), sketchOf(other)]
  const least = [...new Set([...a, ...b])].sort((x, y) => x - y).slice(0, SKETCH_HASHES)
  return least.filter((hash) => a.includes(hash) && b.includes(hash)).length / least.length
}

test('a text is like itself in another case, punctuation and normal form', () => {
  const text = `${words(0, 200)} déjà`
  assert.equal(likeness(text, `${text.toUpperCase().replaceAll(' ', ',\n ').normalize('NFD')}!`), 1)
})

test('likeness is the share of runs of words that two texts have in common', () => {
  for (const shared of [0, 100, 250, 400, 500]) {
    const expected = shared < 5 ? 0 : (shared - 4) / (2 * 500 - shared - 4)
    const found = likeness(words(0, 500), `${words(500 - shared, 500)} ${words(1000, 1500 - shared)}`)
    assert.ok(Math.abs(found - expected) < 0.15, `${shared}: ${found} for ${expected}`)
  }
})

test('a sketch is short, ascending, and of 32-bit whole numbers', () => {
  const sketch = sketchOf(words(0, 5_000))
  assert.equal(sketch.length, SKETCH_HASHES)
  assert.deepEqual(
    sketch,
    [...new Set(sketch)].sort((one, other) => one - other),
  )
  assert.ok(sketch.every((hash) => hash === (hash | 0)))
})

test('a short text has none, and a text without spaces between words has one', () => {
  assert.deepEqual(sketchOf(words(0, 39)), [])
  assert.equal(sketchOf(words(0, 40)).length, 36)
  assert.ok(
    sketchOf(
      '東京都で地震がありました被害の報告はまだありません政府は対策本部を設置しました市民に注意を呼びかけています',
    ).length > 30,
  )
})
