import { phraseBook, readPhrase } from './phrases.ts'
import { skipHyphen, type Token } from './tokens.ts'

/** A number as read: its value, and for “2 million” the 2 and the million, which a range may share. */
interface NumberReading {
  value: number
  mantissa: number
  scale: number
  /** A bare fraction (“half a”): a number only of a unit, as in “half a mile”. */
  fraction: boolean
  end: number
}

interface Term {
  mantissa: number
  scale: number
  /** In words: only words go on to a next term (“two thousand three hundred”). */
  spelled: boolean
  end: number
}

const SMALL = numbered(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  (index) => index,
)
const TENS = numbered('twenty thirty forty fifty sixty seventy eighty ninety', (index) => (index + 2) * 10)

const SCALES = new Map([
  ['dozen', 12],
  ['hundred', 100],
  ['thousand', 1e3],
  ['lakh', 1e5],
  ['million', 1e6],
  ['mn', 1e6],
  ['mln', 1e6],
  ['crore', 1e7],
  ['billion', 1e9],
  ['bn', 1e9],
  ['trillion', 1e12],
  ['tn', 1e12],
])
/** Letters that are scales only where they are joined to digits: “27k”, “$5m”. */
const JOINED_SCALES = new Map([
  ['k', 1e3],
  ['m', 1e6],
  ['b', 1e9],
])

const FRACTIONS = phraseBook([
  ['half a | half an | a half | one half | half | ½ | 1/2', 0.5],
  ['a quarter of a | a quarter of an | a quarter | quarter of a | ¼ | 1/4', 0.25],
  ['three quarters of a | three quarters of an | ¾ | 3/4', 0.75],
])
const ADDED_FRACTIONS = phraseBook([
  ['and a half | and one half | ½ | 1/2', 0.5],
  ['and a quarter | ¼ | 1/4', 0.25],
  ['and three quarters | ¾ | 3/4', 0.75],
])

/** A longer run of digits is refused unread: the greatest number that is read has 16. */
const DIGITS_MAX = 40
const DIGITS =
  /^(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|0|[1-9]\d*|0?(?=\.))(?:\.\d+)?$/

/**
 * Reads the number that starts at a token, in digits (“27,700”, “1.2 million”, “2½”, “5k”) or in words
 * (“two hundred and six”, “a dozen”, “half a million”). Null where none does, and beyond
 * `Number.MAX_SAFE_INTEGER`, where a whole number cannot be told from its neighbour. With `and` false a
 * number stops before that word: “between one hundred and two thousand” holds two.
 */
export function readNumber(tokens: readonly Token[], at: number, and = true): NumberReading | null {
  const reading = readFraction(tokens, at) ?? readTerms(tokens, at, and)
  return reading !== null && reading.value <= Number.MAX_SAFE_INTEGER ? reading : null
}

/** The product of the scale words that start at a token (“hundred thousand”), each greater than the one before. */
export function readScales(tokens: readonly Token[], at: number): { scale: number; end: number } {
  let scale = 1
  let end = at
  for (let greatest = 1; ; ) {
    const next = skipHyphen(tokens, end)
    const token = tokens[next]
    const step = SCALES.get(token?.key ?? '') ?? readJoinedScale(tokens[next - 1], token)
    if (step === undefined || step <= greatest) return { scale, end }
    scale *= step
    greatest = step
    end = next + 1
  }
}

/** Multiplies without the dust of binary fractions: 2.3 × 1,000,000 is 2,300,000. */
export function multiply(a: number, b: number): number {
  const product = a * b
  return Number.isInteger(a) && Number.isInteger(b) ? product : Number(product.toPrecision(15))
}

function readFraction(tokens: readonly Token[], at: number): NumberReading | null {
  const fraction = readPhrase(FRACTIONS, tokens, at)
  if (fraction === null) return null
  const { scale, end } = readScales(tokens, fraction.end)
  const value = multiply(fraction.value, scale)
  return { value, mantissa: value, scale: 1, fraction: scale === 1, end }
}

function readTerms(tokens: readonly Token[], at: number, and: boolean): NumberReading | null {
  const first = readTerm(tokens, at, and)
  if (first === null) return null
  let value = multiply(first.mantissa, first.scale)
  let last = first
  // Each term is less than the scale before it, so that the walk is short whatever the text.
  while (first.spelled && last.scale >= 1e3) {
    const next = readTerm(tokens, and ? skipAnd(tokens, last.end) : last.end, and)
    if (!next?.spelled || next.mantissa * next.scale >= last.scale) break
    value += next.mantissa * next.scale
    last = next
  }
  const single = last === first
  return {
    value,
    mantissa: single ? first.mantissa : value,
    scale: single ? first.scale : 1,
    fraction: false,
    end: last.end,
  }
}

function readTerm(tokens: readonly Token[], at: number, and: boolean): Term | null {
  const article = tokens[at]?.key === 'a'
  const lead = article ? { mantissa: 1, spelled: true, end: at + 1 } : readDigits(tokens[at], at)
  const group = readHundreds(tokens, lead ?? readBelowHundred(tokens, at), and)
  if (group === null) return null
  const before = readPhrase(ADDED_FRACTIONS, tokens, skipHyphen(tokens, group.end))
  const { scale, end } = readScales(tokens, before?.end ?? group.end)
  // “a million and a half” adds to the million, not to the sum.
  const after = scale > 1 && and ? readPhrase(ADDED_FRACTIONS, tokens, end) : null
  if (article && group.mantissa === 1 && scale === 1) return null
  const mantissa = group.mantissa + (before?.value ?? 0) + (after?.value ?? 0)
  return { mantissa, scale, spelled: group.spelled, end: after?.end ?? end }
}

function readHundreds(tokens: readonly Token[], lead: Omit<Term, 'scale'> | null, and: boolean) {
  if (!lead?.spelled) return lead
  const hundred = skipHyphen(tokens, lead.end)
  if (tokens[hundred]?.key !== 'hundred') return lead
  const rest = readBelowHundred(tokens, and ? skipAnd(tokens, hundred + 1) : skipHyphen(tokens, hundred + 1))
  // In “a hundred and two hundred” the two counts the next hundred.
  if (rest === null || tokens[rest.end]?.key === 'hundred') return lead
  return { ...rest, mantissa: lead.mantissa * 100 + rest.mantissa }
}

function readBelowHundred(tokens: readonly Token[], at: number) {
  const word = tokens[at]?.key ?? ''
  const small = SMALL.get(word)
  if (small !== undefined) return { mantissa: small, spelled: true, end: at + 1 }
  const tens = TENS.get(word)
  if (tens === undefined) return null
  const next = skipHyphen(tokens, at + 1)
  const ones = SMALL.get(tokens[next]?.key ?? '') ?? 0
  const added = ones > 0 && ones < 10
  return { mantissa: added ? tens + ones : tens, spelled: true, end: added ? next + 1 : at + 1 }
}

function readDigits(token: Token | undefined, at: number) {
  if (token?.kind !== 'DIGITS' || token.text.length > DIGITS_MAX || !DIGITS.test(token.text)) return null
  return { mantissa: Number(token.text.replace(/[^\d.]/g, '')), spelled: false, end: at + 1 }
}

function readJoinedScale(digits: Token | undefined, letter: Token | undefined): number | undefined {
  return digits?.kind === 'DIGITS' && letter?.joined ? JOINED_SCALES.get(letter.key) : undefined
}

function skipAnd(tokens: readonly Token[], at: number): number {
  const next = skipHyphen(tokens, at)
  return tokens[next]?.key === 'and' ? skipHyphen(tokens, next + 1) : next
}

function numbered(words: string, value: (index: number) => number): ReadonlyMap<string, number> {
  return new Map(words.split(' ').map((word, index) => [word, value(index)]))
}
