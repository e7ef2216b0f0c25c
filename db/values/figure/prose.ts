import { isAge } from './ages.ts'
import { type Mention, mentionOf } from './context.ts'
import { isWhen } from './dates.ts'
import { isPreposition, isPronoun, isVagueCount } from './grammar.ts'
import { isJoined } from './joined.ts'
import { isName } from './names.ts'
import { isBarePair, isRange } from './ranges.ts'
import { type Reading, readFigure } from './reading.ts'
import { isElided, shareEnd } from './shares.ts'
import type { Token } from './tokens.ts'

/** A figure that stands in a passage, or null, and the token at which to read on. */
interface Found {
  reading: Reading | null
  end: number
}

/**
 * Reads what stands at a token of a passage. Precision goes before recall: a number that what stands
 * around it may make a date, an age, a name, a score, a share or a pronoun is no figure.
 */
export function readInProse(tokens: readonly Token[], at: number): Found {
  const widest = readFigure(tokens, at)
  if (widest === null) return nothing(at + 1)
  const mention = mentionOf(tokens, widest)
  if (mention !== null) return readMention(mention)
  return isVagueCount(tokens, widest) ? { reading: widest, end: widest.end } : nothing(at + 1)
}

function readMention(mention: Mention): Found {
  const { reading, quantity } = mention
  // The number is read again without the preposition.
  if (isPreposition(mention)) return nothing(reading.start + 1)
  if (quantity.second !== null && !isRange(mention)) return readEnds(mention)
  const share = shareEnd(mention)
  if (share !== null) return nothing(share)
  const other = [isJoined, isWhen, isAge, isName, isPronoun, isElided].some((isOther) => isOther(mention))
  return other ? nothing(quantity.end) : { reading, end: reading.end }
}

/** Reads the first of two numbers that make no range, or steps over both where they are a score. */
function readEnds(mention: Mention): Found {
  const { tokens, reading, quantity } = mention
  const { first, opener, low, unit } = quantity
  if (isBarePair(mention)) return nothing(quantity.end)
  // Its own words do not tell what the first number takes from the second: “rose from 5 to 7 percent”.
  if (first.unit !== unit || first.value !== low) return nothing(first.end)
  const alone = readFigure(tokens, opener === null ? reading.start : first.start, false)
  const single = alone && mentionOf(tokens, alone)
  return single ? readMention(single) : nothing(first.end)
}

function nothing(end: number): Found {
  return { reading: null, end }
}
