import type { Mention } from './context.ts'
import { isIn, wordSet } from './phrases.ts'
import { isCapitalised, isDash, isHyphen, isTight } from './tokens.ts'

/** Marks that make a number joined to them part of something else. */
const WITHIN = /^[#@/:.&=_$+−]$/
const PRIME = /^['’]$/
const NEGATIVE = wordSet('minus negative')
/** The least number that is read as a count of the noun joined to it. */
const COMPOUND_MIN = 10
const NO_NOUNS = wordSet('something somethings to')

/** Whether a number is part of what stands beside it: “F-16”, “51-49”, “two-state”, “#2”, “-3”, “6’2”. */
export function isJoined(mention: Mention): boolean {
  return runsOn(mention) || isBroken(mention) || isNegative(mention) || isWithin(mention)
}

/** Joined to what follows; a number of money or measure is whole whatever does: “$15-an-hour”. */
function runsOn({ tokens, quantity }: Mention): boolean {
  const { low, end, unit } = quantity
  if (unit !== null || !isTight(tokens, end) || !isDash(tokens[end])) return false
  const noun = tokens[end + 1]
  // With a small number the compound is a kind of thing (“a two-state solution”), with a greater one a count
  // (“a 15-member council”).
  const counted = noun?.kind === 'WORD' && !isCapitalised(noun) && !isIn(NO_NOUNS, noun)
  return low < COMPOUND_MIN || !counted || !isHyphen(tokens[end])
}

/** Digits that a common space may cut in two: “27 700”. */
function isBroken({ number, before, after }: Mention): boolean {
  const cuts = (left = '', right = '') => /^\d{1,3}$/.test(left) && /^\d{3}$/.test(right)
  return cuts(number?.text, after?.text) || cuts(before?.text, number?.text)
}

/** Below zero, which no count is: “minus 3”, or a hyphen after a space. */
function isNegative({ tokens, quantity, number, before }: Mention): boolean {
  if (isIn(NEGATIVE, before)) return true
  const dash = isDash(tokens[quantity.first.start - 2])
  return number?.joined === true && isHyphen(before) && before?.joined === false && !dash
}

function isWithin({ tokens, quantity, number, before }: Mention): boolean {
  if (!number?.joined || before === undefined) return false
  const earlier = tokens[quantity.first.start - 2]
  // The inches of “6’2”.
  if (WITHIN.test(before.text) || (PRIME.test(before.text) && earlier?.kind === 'DIGITS')) return true
  // Two hyphens are a dash, and so is an en dash after a word.
  if (!isDash(before) || !before.joined || isDash(earlier)) return false
  return before.text === '–' ? earlier?.kind === 'DIGITS' : quantity.unit === null
}
