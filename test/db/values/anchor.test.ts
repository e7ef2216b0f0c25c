import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { checkAnchor, type Passage } from '../../../db/values/anchor.ts'
import { createBody } from '../../../db/values/body.ts'

const passage = (starts: number, ends: number, more: Partial<Passage> = {}): Passage => ({
  starts,
  ends,
  exact: null,
  prefix: null,
  suffix: null,
  digest: null,
  ...more,
})

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex')

const TEXT = 'At dawn 😀 the ferry left. By noon the ferry was back, and by night the ferry sank.'
const body = createBody(TEXT)

test('without a body a passage stays unchecked and as it was', () => {
  const given = passage(3, 7, { exact: 'dawn' })
  assert.deepEqual(checkAnchor(null, given), { ...given, health: 'UNCHECKED' })
})

test('words at their position are exact, and take their surroundings from the body', () => {
  assert.deepEqual(checkAnchor(body, passage(14, 19, { exact: 'ferry', prefix: 'old', suffix: 'old' })), {
    starts: 14,
    ends: 19,
    exact: 'ferry',
    prefix: 'At dawn 😀 the ',
    suffix: ' left. By noon the ferry was bac',
    digest: null,
    health: 'EXACT',
  })
})

test('a digest of the words is enough, and the words are taken from the body', () => {
  const found = checkAnchor(body, passage(14, 24, { digest: digestOf('ferry left') }))
  assert.equal(found.health, 'EXACT')
  assert.equal(found.exact, 'ferry left')
})

test('a bare position is taken at its word where the body reaches so far', () => {
  assert.equal(checkAnchor(body, passage(3, 7)).exact, 'dawn')
  assert.equal(checkAnchor(body, passage(3, 700)).health, 'LOST')
})

test('moved words are found nearest to their old position', () => {
  const found = checkAnchor(body, passage(33, 38, { exact: 'ferry' }))
  assert.deepEqual([found.health, found.starts, found.ends], ['RELOCATED', 38, 43])
})

test('prefix and suffix count more than nearness', () => {
  const after = checkAnchor(
    body,
    passage(15, 20, { exact: 'ferry', prefix: 'by night the ', suffix: ' sank.' }),
  )
  assert.deepEqual([after.health, after.starts], ['RELOCATED', 71])
  const suffixAlone = checkAnchor(body, passage(15, 20, { exact: 'ferry', prefix: 'gone', suffix: ' sank.' }))
  assert.equal(suffixAlone.starts, 71)
  const prefixAlone = checkAnchor(
    body,
    passage(15, 20, { exact: 'ferry', prefix: 'night the ', suffix: 'gone' }),
  )
  assert.equal(prefixAlone.starts, 71)
})

test('words of another length than the span are found in their own length', () => {
  const found = checkAnchor(body, passage(0, 2, { exact: 'by night' }))
  assert.equal(TEXT.slice(found.starts + 1, found.ends + 1), 'by night')
})

test('moved words of which only the digest is known are found', () => {
  const found = checkAnchor(body, passage(40, 44, { digest: digestOf('dawn') }))
  assert.deepEqual([found.health, found.starts, found.ends, found.exact], ['RELOCATED', 3, 7, 'dawn'])
})

test('of several passages with the digest the one between prefix and suffix counts, then the nearest', () => {
  const digest = digestOf('the ferry')
  assert.equal(checkAnchor(body, passage(35, 44, { digest })).starts, 34)
  assert.equal(checkAnchor(body, passage(35, 44, { digest, suffix: ' sank.' })).starts, 67)
})

test('a passage by digest may begin and end beside punctuation and in scripts without spaces', () => {
  for (const [text, words] of [
    ['He said: “yes” (twice).', '“yes” (twice)'],
    ['新しい橋が閉鎖された。', '橋が閉鎖'],
    ['สะพานปิด', 'ปิด'],
  ] as const) {
    const found = checkAnchor(
      createBody(text),
      passage(0, Array.from(words).length, { digest: digestOf(words) }),
    )
    assert.deepEqual([found.health, found.exact], ['RELOCATED', words])
  }
})

test('words that are gone are lost, and stay as they were', () => {
  const given = passage(14, 19, { exact: 'barge', prefix: 'the ', digest: digestOf('barge') })
  assert.deepEqual(checkAnchor(body, given), { ...given, health: 'LOST' })
})

test('500 anchors in 100,000 code points take about a second', () => {
  const words = Array.from({ length: 20_000 }, (_, index) => `${index % 7 === 0 ? '😀' : 'word'}${index * 7}`)
  const points = Array.from(words.join(' ')).slice(0, 100_000)
  const long = createBody(points.join(''))
  const started = performance.now()
  for (let index = 0; index < 500; index++) {
    const [starts, length] = [index * 190, 20 + (index % 100)]
    const exact = points.slice(starts, starts + length).join('')
    assert.equal(checkAnchor(long, passage(starts, starts + length, { exact })).health, 'EXACT')
    assert.equal(checkAnchor(long, passage(starts + 5, starts + 5 + length, { exact })).health, 'RELOCATED')
    assert.equal(checkAnchor(long, passage(starts, starts + length, { exact: `${exact}…` })).health, 'LOST')
    assert.equal(
      checkAnchor(long, passage(starts, starts + length, { digest: digestOf(exact) })).health,
      'EXACT',
    )
  }
  assert.ok(performance.now() - started < 5_000)
})

test('of a text that repeats itself passages by digest are found, and of many the nearest', () => {
  const long = createBody('!'.repeat(200_000))
  const found = checkAnchor(long, passage(199_999, 200_002, { digest: digestOf('!!!') }))
  assert.deepEqual([found.health, found.starts], ['RELOCATED', 199_997])
})

test('a thousand passages by digests of 5,000 characters, each of another length, are given up in time', () => {
  const long = createBody('“!”'.repeat(66_666))
  const started = performance.now()
  for (let index = 0; index < 1_000; index++) {
    const given = passage(0, 4_000 + index, { digest: '0'.repeat(64) })
    assert.equal(checkAnchor(long, given).health, 'LOST')
  }
  assert.ok(performance.now() - started < 2_000)
})

test('a thousand passages by one digest that stands in 200,000 places are given up in time', () => {
  const long = createBody('!'.repeat(200_000))
  const started = performance.now()
  const digest = digestOf('!!!')
  const healths = Array.from(
    { length: 1_000 },
    () => checkAnchor(long, passage(199_999, 200_002, { digest, prefix: `?${'!'.repeat(200)}` })).health,
  )
  assert.deepEqual([healths.at(0), healths.at(-1)], ['RELOCATED', 'LOST'])
  assert.ok(performance.now() - started < 2_000)
})

test('what is too dear to look for leaves what is not to be found', () => {
  const long = createBody(`${'!'.repeat(199_990)} the ferry`)
  const dear = passage(0, 5_000, { digest: '0'.repeat(64) })
  assert.equal(checkAnchor(long, dear).health, 'LOST')
  assert.equal(checkAnchor(long, passage(0, 9, { exact: 'the ferry' })).health, 'RELOCATED')
  assert.equal(checkAnchor(long, passage(0, 9, { digest: digestOf('the ferry') })).health, 'RELOCATED')
})

test('the budget of several bodies is one', () => {
  const budget = { left: 500 }
  const both = [1, 2].map(() => createBody('By noon the ferry was back.', budget))
  const healths = both.map((one) => checkAnchor(one, passage(0, 9, { digest: digestOf('the ferry') })).health)
  assert.deepEqual(healths, ['LOST', 'LOST'])
})
