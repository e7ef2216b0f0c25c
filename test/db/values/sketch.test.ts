import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
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

test('the sketch of a text stays what it is: it is stored, and compared with later ones', () => {
  for (const [text, digest] of [
    [
      `${'The minister said on Monday that 27,700 people had crossed at Al-Qa’im. '.repeat(4)}${words(0, 40)}`,
      'cd80a36f4c235dcf',
    ],
    ['Été à Łódź : « déjà vu », dit-il. '.normalize('NFD').repeat(20), '6fffa9bb83f07313'],
    ['हिन्दी में लिखा हुआ समाचार पढ़ा गया और सुना गया। '.repeat(8), '0980ed195bedc9c7'],
    [`${'สะพานปิดเมื่อวันจันทร์ '.repeat(50)}${'ﬁnancial ｆｕｌｌｗｉｄｔｈ ｶﾞｷﾞｸﾞ '.repeat(20)}`, '058862e7e19ca697'],
    [
      `${'שָׁלוֹם עֲלֵיכֶם '.repeat(30)}${'Z\u0351\u0304\u036b\u0357algo\u0316\u0317\u0318 '.repeat(20)}`,
      'e73d916421a8cce7',
    ],
  ] as const) {
    const sketch = sketchOf(text)
    assert.ok(sketch.length > 0)
    assert.equal(createHash('sha256').update(JSON.stringify(sketch)).digest('hex').slice(0, 16), digest)
  }
})

test('a body of 200,000 marks is sketched in no time', () => {
  const before = performance.now()
  sketchOf(`a${'\u0301'.repeat(100_000)}${'\u0316'.repeat(99_999)}`)
  assert.ok(performance.now() - before < 500)
})
