import { type Bounds, boundsOf, readAfter, readBefore } from './comparator.ts'
import { type Quantity, readAmount, readRange, singly } from './quantity.ts'
import type { Token } from './tokens.ts'
import { readUnit } from './unit.ts'
import { readVague } from './vague.ts'

/** What the words of a figure say: how they bound it, and what it measures. */
export interface ParsedFigure extends Bounds {
  unit: string | null
}

/** A figure and the tokens that print it, end exclusive. */
export interface Reading {
  figure: ParsedFigure
  /** Words of comparison stand before the number. */
  compared: boolean
  /** Null in a vague figure. */
  quantity: Quantity | null
  start: number
  end: number
}

const CLOSING = /^["”’\])]$/

/** Reads the figure whose words start at a token, with all the words they can take; null where none does. */
export function readFigure(tokens: readonly Token[], at: number, ranges = true): Reading | null {
  return readBounded(tokens, at, ranges) ?? readUnbounded(tokens, at)
}

function readBounded(tokens: readonly Token[], at: number, ranges: boolean): Reading | null {
  const before = readBefore(tokens, at)
  const quantity = readQuantity(tokens, before?.end ?? at, ranges)
  if (quantity === null) return null
  const after = readAfter(tokens, quantity.end) ?? readAfterNoun(tokens, quantity.end)
  const noun = after !== null && quantity.unit === null ? readUnit(tokens, after.end) : null
  // “twenty or more years”, but of cents the number would have to be read again.
  const late = noun?.factor === 1 ? noun : null
  const unit = late?.unit ?? quantity.unit
  const end = late?.end ?? after?.end ?? quantity.end
  const last = quantity.second ?? quantity.first
  const comparator = before?.value ?? last.suffix ?? after?.value ?? 'EXACTLY'
  return {
    figure: { ...boundsOf(comparator, quantity.low, quantity.high), unit },
    compared: before !== null,
    quantity: { ...quantity, unit },
    start: at,
    end: before?.quoted && CLOSING.test(tokens[end]?.text ?? '') ? end + 1 : end,
  }
}

function readQuantity(tokens: readonly Token[], at: number, ranges: boolean): Quantity | null {
  const range = ranges ? readRange(tokens, at) : null
  if (range !== null) return range
  const amount = readAmount(tokens, at)
  return amount && singly(amount)
}

/** Reads past the thing counted: “39 people or more”. */
function readAfterNoun(tokens: readonly Token[], at: number) {
  const after = tokens[at]?.kind === 'WORD' ? readAfter(tokens, at + 1) : null
  return tokens[at + 1]?.key === 'or' ? after : null
}

function readUnbounded(tokens: readonly Token[], at: number): Reading | null {
  const vague = readVague(tokens, at)
  if (vague === null) return null
  const figure = { comparator: 'VAGUE', low: null, high: null, unit: vague.unit } as const
  return { figure, compared: false, quantity: null, start: at, end: vague.end }
}
