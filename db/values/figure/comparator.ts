import type { COMPARATORS } from '../../vocabulary.ts'
import { multiply } from './number.ts'
import { phraseBook, readPhrase } from './phrases.ts'
import { isHyphen, isTight, type Token } from './tokens.ts'

/** How the words of a figure bound it. */
export type Comparator = (typeof COMPARATORS)[number]

/** The comparators of numbers: all but VAGUE, which has none. */
export type Bounding = Exclude<Comparator, 'VAGUE'>

/** Bounds, both inclusive; null is open. */
export interface Bounds {
  comparator: Comparator
  low: number | null
  high: number | null
}

const BEFORE = phraseBook<Bounding>([
  ['exactly | precisely', 'EXACTLY'],
  ['at least | a minimum of | minimum of | no fewer than | not fewer than | no less than', 'AT_LEAST'],
  ['not less than | as few as | as little as | as low as | ≥ | > =', 'AT_LEAST'],
  ['more than | over | above | upwards of | upward of | in excess of | exceeding', 'MORE_THAN'],
  ['greater than | higher than | north of | just over | just above | just more than', 'MORE_THAN'],
  ['well over | well above | far more than | much more than | slightly more than', 'MORE_THAN'],
  ['slightly over | a little more than | a little over | little more than | >', 'MORE_THAN'],
  ['at most | up to | as many as | as much as | as high as | no more than', 'AT_MOST'],
  ['not more than | not exceeding | a maximum of | maximum of | ≤ | < =', 'AT_MOST'],
  ['fewer than | less than | under | below | lower than | well under | well below', 'LESS_THAN'],
  ['far fewer than | far less than | much less than | <', 'LESS_THAN'],
  ['about | around | roughly | approximately | approx | approx . | some | circa | ~ | ≈', 'ABOUT'],
  ['an estimated | estimated | somewhere around | something like | more or less', 'ABOUT'],
  ['on the order of | in the region of | in the vicinity of', 'ABOUT'],
  ['in the neighborhood of | in the neighbourhood of', 'ABOUT'],
  ['nearly | almost | close to | just under | just below | slightly under', 'NEARLY'],
  ['slightly less than | slightly fewer than | a little less than | a little under', 'NEARLY'],
  ['a bit under | just less than | just fewer than | just shy of | shy of', 'NEARLY'],
  ['not quite | approaching | nearing', 'NEARLY'],
])

const AFTER = phraseBook<Bounding>([
  ['or more | and counting | at least | at a minimum | or above | or higher', 'AT_LEAST'],
  ['and up | and above | plus', 'AT_LEAST'],
  ['or fewer | or less | at most | at the most | at a maximum', 'AT_MOST'],
  ['or so | or thereabouts | give or take | more or less', 'ABOUT'],
])

const SUFFIXES = phraseBook<Bounding>([
  ['plus', 'AT_LEAST'],
  ['odd | some | ish', 'ABOUT'],
])

/** Words that may stand between a comparator and its number. */
const FILLERS = phraseBook([
  ['another | an additional | an extra | a further | a total of | a reported', true],
])

/** A figure printed with “about” or “nearly” reaches one part in so many from its number. */
const LEEWAY_PARTS = 10

/** Reads the words before a number that compare it. Of several (“no more than about”) the first one tells; a
 * quotation mark or bracket may open before the number. */
export function readBefore(tokens: readonly Token[], at: number) {
  const first = readPhrase(BEFORE, tokens, at)
  if (first === null) return null
  const second = readPhrase(BEFORE, tokens, first.end)
  const filled = readPhrase(FILLERS, tokens, second?.end ?? first.end)
  const end = filled?.end ?? second?.end ?? first.end
  const quoted = /^["“‘[(]$/.test(tokens[end]?.text ?? '')
  return { value: first.value, quoted, end: quoted ? end + 1 : end }
}

/** Reads the words after a number that compare it: “or more”, “at least”. */
export function readAfter(tokens: readonly Token[], at: number) {
  const after = readPhrase(AFTER, tokens, at)
  const next = after && tokens[after.end]
  // In “39 at least 20 of them” and “39 and up to 50” the words belong to the next number.
  if (next?.kind === 'DIGITS' || next?.key === 'to') return null
  // “20 plus years”, but “20 plus the staff” is a sum.
  const plural = next?.key.endsWith('s') ?? true
  const sum = tokens[at]?.key === 'plus' && !(plural && tokens[at - 1]?.kind === 'DIGITS')
  return sum ? null : after
}

/** Reads what is joined to a number and compares it: “39+”, “30-plus”, “20-odd”. */
export function readSuffix(tokens: readonly Token[], at: number) {
  const token = tokens[at]
  if (!token?.joined) return null
  if (token.text === '+') return { value: 'AT_LEAST' as const, end: at + 1 }
  return isHyphen(token) && isTight(tokens, at) ? readPhrase(SUFFIXES, tokens, at + 1) : null
}

/**
 * The bounds of a number (`low` = `high`) or a range under a comparator. About a number is 10 % to both
 * sides, nearly a number 10 % below it, a whole number's bounds rounded outward to whole numbers. About
 * or nearly a range is the range as printed.
 */
export function boundsOf(comparator: Bounding, low: number, high: number): Bounds {
  switch (comparator) {
    case 'AT_LEAST':
    case 'MORE_THAN':
      return { comparator, low, high: null }
    case 'AT_MOST':
    case 'LESS_THAN':
      return { comparator, low: 0, high }
    case 'ABOUT':
    case 'NEARLY':
      if (low !== high) break
      return {
        comparator,
        low: tenths(low, LEEWAY_PARTS - 1, Math.floor),
        high: comparator === 'ABOUT' ? tenths(high, LEEWAY_PARTS + 1, Math.ceil) : high,
      }
  }
  return { comparator: low === high ? comparator : 'BETWEEN', low, high }
}

function tenths(value: number, parts: number, round: (value: number) => number): number {
  return Number.isInteger(value)
    ? round((value * parts) / LEEWAY_PARTS)
    : multiply(value, parts / LEEWAY_PARTS)
}
