import { isBare, type Mention } from './context.ts'
import { isIn, phraseBook, readPhrase, wordSet } from './phrases.ts'
import { readAmount } from './quantity.ts'
import { skipHyphen } from './tokens.ts'

const PARTS = wordSet(
  'half halves third thirds quarter quarters fourth fourths fifths sixths sevenths eighths ninths tenths',
)
/** Ends of words that make a number an ordinal or a fraction: “two hundredth”. */
const ORDINAL_SCALE = /^(hundred|thousand|million|billion)ths?$/
const OUT_OF = phraseBook([
  ['in | in every | out of | out of every | of every', { any: true }],
  ['of', { any: false }],
])
/** The wholes of which “six of 10” tells a share and not a part. */
const ROUND_WHOLES = [10, 100]
const WHOLE_MAX = 100

const LIST_JOINERS = phraseBook([[', | , and | , or | and | or', true]])
const LIST_MAX = 4

/**
 * Where a share ends whose first number stands here: “two thirds”, “one in three”, “six of 10”, “per 100,000”;
 * null for any other number. A share has no bounds until it is known of what.
 */
export function shareEnd(mention: Mention): number | null {
  const { tokens, quantity, before } = mention
  if (before?.key === 'per') return quantity.end
  const next = skipHyphen(tokens, quantity.end)
  if (quantity.unit !== null || quantity.second !== null) return null
  if (isIn(PARTS, tokens[next]) || ORDINAL_SCALE.test(tokens[next]?.key ?? '')) return next + 1
  const of = isBare(mention) ? readPhrase(OUT_OF, tokens, quantity.end) : null
  const whole = of && readAmount(tokens, of.end)
  if (!of || !whole || whole.unit !== null) return null
  const shares = of.value.any ? whole.value <= WHOLE_MAX : ROUND_WHOLES.includes(whole.value)
  return shares && whole.value > quantity.high ? whole.end : null
}

/** Whether a number leaves its percent or its scale to a later one of a list: the 7 of “7, 8 and 10 percent”. */
export function isElided(mention: Mention): boolean {
  const { tokens, quantity } = mention
  let end = quantity.end
  for (let step = 0; isBare(mention) && step < LIST_MAX; step += 1) {
    const joiner = readPhrase(LIST_JOINERS, tokens, end)
    const next = joiner && readAmount(tokens, joiner.end)
    if (!next || next.signed) return false
    if (next.unit === 'percent' || next.unit === 'percentage points' || next.scale >= 1e6) return true
    if (next.unit !== null) return false
    end = next.end
  }
  return false
}
