import { type Bounding, readSuffix } from './comparator.ts'
import { multiply, readNumber, readScales } from './number.ts'
import { phraseBook, readPhrase } from './phrases.ts'
import { isDash, isTight, skipHyphen, type Token } from './tokens.ts'
import { readMoneyNoun, readMoneySign, readUnit } from './unit.ts'

/** A number with the money or measure that it is printed with. Positions are indices of tokens. */
interface Amount {
  value: number
  mantissa: number
  scale: number
  unit: string | null
  factor: number
  /** Printed with a sign or code of money before it. */
  signed: boolean
  suffix: Bounding | null
  start: number
  end: number
}

/** One amount, or two that make a range. */
export interface Quantity {
  low: number
  high: number
  unit: string | null
  first: Amount
  second: Amount | null
  /** What opens the range, if anything does: “between 5 and 7”, “from 5 to 7”. */
  opener: 'BETWEEN' | 'FROM' | null
  start: number
  end: number
}

const OPENERS = phraseBook<'BETWEEN' | 'FROM'>([
  ['between | anywhere between | somewhere between', 'BETWEEN'],
  ['from | anywhere from | ranging from', 'FROM'],
])
const HEDGES = phraseBook([
  ['about | around | roughly | approximately | some | nearly | almost | as many as', true],
])

/** Reads the amount that starts at a token: “39”, “$1.2 million”, “12 percent”, “20-plus years”. */
export function readAmount(tokens: readonly Token[], at: number, and = true): Amount | null {
  const sign = readMoneySign(tokens, at)
  const number = readNumber(tokens, sign?.end ?? at, and)
  if (number === null) return null
  const suffix = readSuffix(tokens, number.end)
  const scaled = suffix && readScales(tokens, suffix.end)
  const reached = scaled?.end ?? number.end
  const noun = sign === null ? readUnit(tokens, reached) : readMoneyNoun(tokens, reached)
  const unit = sign?.unit ?? noun?.unit ?? null
  const end = noun?.end ?? reached
  if (isCutShort(tokens, end) || (number.fraction && unit === null)) return null
  const factor = sign === null ? (noun?.factor ?? 1) : 1
  return {
    value: multiply(number.value, (scaled?.scale ?? 1) * factor),
    mantissa: number.mantissa,
    scale: number.scale * (scaled?.scale ?? 1),
    unit,
    factor,
    signed: sign !== null,
    suffix: suffix?.value ?? null,
    start: at,
    end,
  }
}

/** Reads the range that starts at a token, with or without “between” or “from” before it. */
export function readRange(tokens: readonly Token[], at: number): Quantity | null {
  const opener = readPhrase(OPENERS, tokens, at)
  const start = opener === null ? at : skipHedge(tokens, opener.end)
  const opened = opener?.value ?? null
  const pair = readPair(tokens, start, opened, true)
  // “between one hundred and two thousand” is two numbers, not 102,000.
  const parted = pair === null && opened === 'BETWEEN' ? readPair(tokens, start, opened, false) : pair
  return parted && { ...parted, start: at }
}

/** A single amount as a quantity. */
export function singly(amount: Amount): Quantity {
  const { value, unit, start, end } = amount
  return { low: value, high: value, unit, first: amount, second: null, opener: null, start, end }
}

function readPair(
  tokens: readonly Token[],
  start: number,
  opener: Quantity['opener'],
  and: boolean,
): Quantity | null {
  const first = readAmount(tokens, start, and)
  const joiner = first && readJoiner(tokens, first.end, opener)
  const second = joiner && readAmount(tokens, skipHedge(tokens, joiner.end), and)
  if (!first || !second) return null
  const unit = sharedUnit(first, second, joiner.dash)
  if (unit === undefined) return null
  const ends = [multiply(first.value, sharedScale(first, second)), second.value] as const
  const [low, high] = opener === 'BETWEEN' ? [Math.min(...ends), Math.max(...ends)] : ends
  return { low, high, unit, first, second, opener, start, end: second.end }
}

function readJoiner(tokens: readonly Token[], at: number, opener: Quantity['opener']) {
  const next = skipHyphen(tokens, at)
  const word = tokens[next]?.key ?? ''
  if (word === 'to' || word === (opener === 'BETWEEN' ? 'and' : 'or')) {
    return { dash: false, end: skipHyphen(tokens, next + 1) }
  }
  return isDash(tokens[at]) && isTight(tokens, at) ? { dash: true, end: at + 1 } : null
}

function skipHedge(tokens: readonly Token[], at: number): number {
  return readPhrase(HEDGES, tokens, at)?.end ?? at
}

/** The unit of a range; undefined where its ends have two, or a sign that does not reach the second end. */
function sharedUnit(first: Amount, second: Amount, dash: boolean): string | null | undefined {
  if (second.signed && !first.signed) return undefined
  if (first.unit === null || first.unit === second.unit) return second.unit
  const carried = first.signed && second.unit === null && (dash || second.scale > 1)
  return carried ? first.unit : undefined
}

/** What the first end of a range takes from the second: the million of “2 to 3 million”, the cent of “5 to 7 cents”. */
function sharedScale(first: Amount, second: Amount): number {
  const scaled = first.scale === 1 && first.value < second.mantissa
  return (scaled ? second.scale : 1) * (first.unit === null ? second.factor : 1)
}

/** Whether the digits before a token run on: “7th”, “1980s”, “90’s”, “401(k)”, the feet of “6’2”. */
function isCutShort(tokens: readonly Token[], end: number): boolean {
  const next = tokens[end]
  if (tokens[end - 1]?.kind !== 'DIGITS' || !next?.joined) return false
  const last = tokens[end + 1]
  const primed = /^['’]$/.test(next.text) && last?.joined && (last.key === 's' || last.kind === 'DIGITS')
  return next.kind === 'WORD' || next.text === '(' || primed === true
}
