import { phraseBook, readPhrase } from './phrases.ts'
import type { Token } from './tokens.ts'
import { readUnit } from './unit.ts'

/** Words of quantity that name no number. `alone`: with no scale after it. */
const QUANTIFIERS = phraseBook([
  ['several | many | a few | a couple | couple | a handful | handful', { alone: true }],
  ['few', { alone: false }],
])
const SCALES = phraseBook([['dozen | hundred | thousand | million | billion | trillion', true]])
const PLURALS = phraseBook([
  ['dozens | scores | hundreds | thousands | millions | billions | trillions', true],
])
const JOINED_PLURALS = phraseBook([
  ['tens of thousands | tens of millions | tens of billions | tens of trillions', true],
  ['hundreds of thousands | hundreds of millions | hundreds of billions | thousands of millions', true],
  ['dozens and dozens | hundreds and hundreds | thousands and thousands | thousands upon thousands', true],
  ['hundreds upon hundreds | millions and millions | millions upon millions | millions of millions', true],
])

/**
 * Reads a vague figure: “dozens”, “tens of thousands”, “several hundred”, “a couple of hundred”,
 * “billions of dollars”. A couple is vague too: in print it is two as often as it is a few.
 */
export function readVague(tokens: readonly Token[], at: number): { unit: string | null; end: number } | null {
  const quantity =
    readPhrase(JOINED_PLURALS, tokens, at) ?? readPhrase(PLURALS, tokens, at) ?? readQuantifier(tokens, at)
  if (quantity === null) return null
  const unit = readUnit(tokens, skipOf(tokens, quantity.end))
  return unit === null ? { unit: null, end: quantity.end } : { unit: unit.unit, end: unit.end }
}

function readQuantifier(tokens: readonly Token[], at: number): { end: number } | null {
  const quantifier = readPhrase(QUANTIFIERS, tokens, at)
  if (quantifier === null) return null
  const counted = skipOf(tokens, quantifier.end)
  const scale = readPhrase(SCALES, tokens, counted) ?? readPhrase(PLURALS, tokens, counted)
  return scale ?? (quantifier.value.alone ? quantifier : null)
}

function skipOf(tokens: readonly Token[], at: number): number {
  return tokens[at]?.key === 'of' ? at + 1 : at
}
