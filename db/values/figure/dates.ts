import { countsPeople, isBare, listStart, type Mention } from './context.ts'
import { isIn, wordSet } from './phrases.ts'
import { isCapitalised, type Token } from './tokens.ts'
import { isTime } from './unit.ts'

const MONTHS = wordSet(
  'jan feb mar apr jun jul aug sep sept oct nov dec ' +
    'january february march april may june july august september october november december',
)
const DAY_MAX = 31

/** Numbers of four digits printed without a comma that are taken for years. */
const YEAR = /^(?:(?:1[5-9]|20)\d\d|2100)$/
/** First words of comparators that a year does not follow, unlike that of “about 2014”. */
const COUNTING = wordSet(
  'at more fewer less nearly as no some roughly approximately an estimated upwards upward exactly',
)
/** Words after which it does: “since at least 1980”. */
const DATING = wordSet('since until by through before after in')

const CLOCKS = wordSet("am pm a.m. p.m. o'clock")
const DISTANT = wordSet('ago earlier later hence')

/** Whether a number tells when and not how many: a date, a year, a time of day, “ten years ago”. */
export function isWhen(mention: Mention): boolean {
  const { quantity, after, tokens, reading } = mention
  const clock = quantity.unit === null && isIn(CLOCKS, after)
  return clock || isDate(mention) || isYear(mention) || isDistant(quantity.unit, tokens[reading.end])
}

/** Whether the word after a length of time makes it a point of time: “seven years ago”. */
export function isDistant(unit: string | null, after: Token | undefined): boolean {
  return isTime(unit) && isIn(DISTANT, after)
}

/** Whether a month stands before a number, or before the list that it ends: “Nov. 8 and 9”. */
export function followsMonth(tokens: readonly Token[], number: number): boolean {
  const first = listStart(tokens, number)
  return isMonth(tokens[tokens[first - 1]?.text === '.' ? first - 2 : first - 1])
}

function isDate({ tokens, quantity, after }: Mention): boolean {
  if (quantity.unit !== null || quantity.low > DAY_MAX) return false
  return followsMonth(tokens, quantity.first.start) || isMonth(after)
}

function isMonth(token: Token | undefined): boolean {
  return isCapitalised(token) && isIn(MONTHS, token)
}

function isYear(mention: Mention): boolean {
  const { tokens, reading, quantity, number, before } = mention
  if (!isBare(mention) || number === undefined) return false
  if (number.joined && isApostrophe(before) && /^\d\d$/.test(number.text)) {
    // “’08” is a year; after two apostrophes, a quotation mark of some papers, a number is not.
    return !isApostrophe(tokens[quantity.first.start - 2])
  }
  const counting = isIn(COUNTING, tokens[reading.start]) && !isIn(DATING, tokens[reading.start - 1])
  return YEAR.test(number.text) && !(reading.compared && counting) && !countsPeople(mention)
}

function isApostrophe(token: Token | undefined): boolean {
  return /^['’‘]$/.test(token?.text ?? '')
}
