import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findNearestWords } from '../../../db/values/find-words.ts'
import { createSearchBudget } from '../../../db/values/search-budget.ts'
import { createDice } from '../../support/random.ts'

const find = (text: string, words: string, place: number) =>
  findNearestWords(text, words, place, createSearchBudget())

/** What is meant, in the product of both lengths. */
function findPlainly(text: string, words: string, place: number): number {
  const before = text.lastIndexOf(words, place)
  const after = text.indexOf(words, place)
  if (before < 0 || after < 0) return Math.max(before, after)
  return place - before <= after - place ? before : after
}

test('words are found where they stand nearest, in texts that repeat themselves', () => {
  const { below, chance } = createDice(7)
  const textOf = (length: number) => Array.from({ length }, () => (chance(0.7) ? 'a' : 'b')).join('')
  for (let at = 0; at < 5_000; at++) {
    const text = textOf(below(120))
    const start = below(text.length)
    const words = (chance(0.5) && text.slice(start, start + 1 + below(30))) || textOf(1 + below(20))
    const place = below(130)
    assert.equal(find(text, words, place), findPlainly(text, words, place), `${words} in ${text} at ${place}`)
  }
})

for (const [what, text, words] of [
  ['that end otherwise', 'a'.repeat(200_000), `${'a'.repeat(50_000)}b`],
  ['that begin otherwise', 'a'.repeat(200_000), `b${'a'.repeat(50_000)}`],
  ['with another letter amidst', 'a'.repeat(200_000), `${'a'.repeat(25_000)}b${'a'.repeat(25_000)}`],
  ['that begin often', 'aaaaaaaab'.repeat(22_000), 'aaaaaaaac'],
] as const) {
  test(`words of a repeating text ${what} are not found in no time`, () => {
    const before = performance.now()
    assert.equal(find(text, words, 150_000), -1)
    assert.ok(performance.now() - before < 150)
  })
}

test('once the budget is spent nothing is found', () => {
  const budget = { left: 1_000 }
  assert.equal(findNearestWords('the ferry left', 'ferry', 0, budget), 4)
  assert.ok(budget.left > 900)
  assert.equal(findNearestWords('a'.repeat(5_000), `${'a'.repeat(600)}b`, 0, budget), -1)
  assert.equal(findNearestWords('the ferry left', 'ferry', 0, { left: 0 }), -1)
})
