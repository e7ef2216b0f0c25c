import { readInProse } from './figure/prose.ts'
import { type ParsedFigure, readFigure } from './figure/reading.ts'
import { readTokens, type Token } from './figure/tokens.ts'

export { COMPARATORS } from '../vocabulary.ts'
export type { Comparator } from './figure/comparator.ts'
export type { ParsedFigure } from './figure/reading.ts'

/** A figure found in a passage. Positions count Unicode code points, end exclusive. */
export interface FoundFigure {
  start: number
  end: number
  verbatim: string
  figure: ParsedFigure
}

/**
 * Derives bounds from the words as printed; null when the words hold no figure. Both bounds are inclusive
 * and null is open or unknown; that “more than 39” leaves 39 out is told by the comparator.
 *
 * | comparator | of n | as in |
 * |---|---|---|
 * | EXACTLY | [n, n] | “39”, “two dozen”, “half a million” |
 * | AT_LEAST | [n, null] | “at least 39”, “no fewer than 39”, “39 or more”, “39+” |
 * | MORE_THAN | [n, null] | “more than 39”, “over 39”, “upwards of 39” |
 * | AT_MOST | [0, n] | “up to 39”, “as many as 39”, “39 or fewer”: no count or sum is negative |
 * | LESS_THAN | [0, n] | “fewer than 39”, “under 39” |
 * | ABOUT | [0.9 n, 1.1 n] | “about 39”, “some 39”, “39 or so”; outward to whole numbers of a whole n |
 * | NEARLY | [0.9 n, n] | “nearly 39”, “just under 39”; down to a whole number of a whole n |
 * | BETWEEN | [m, n] | “between 5 and 7”, “5 to 7 million”, “about 5–7”, “five or six” |
 * | VAGUE | [null, null] | “dozens”, “several hundred”, “a couple of hundred”, “many” |
 *
 * A comparator before a range takes the end that it can: “at least 5 to 7” is [5, null]. The unit is an ISO
 * 4217 code, “percent”, “percentage points” or the plural English name of a measure from a closed list;
 * cents are hundredths of their dollar. Greater numbers than `Number.MAX_SAFE_INTEGER` are not read.
 *
 * Words that are a figure from end to end are read as one, so that “2014” is 2,014; of other words the first
 * figure that findFigures finds is taken, and there 2014 is a year.
 */
export function parseFigure(verbatim: string): ParsedFigure | null {
  const tokens = readTokens(verbatim)
  const start = tokens.findIndex((token) => !isAround(token))
  const whole = start < 0 ? null : readFigure(tokens, start)
  const covers = whole !== null && !isReversed(whole.figure) && tokens.slice(whole.end).every(isAround)
  return covers ? whole.figure : (findFigures(verbatim)[0]?.figure ?? null)
}

/**
 * Finds every figure in a passage, in order, with the words that compare and measure it; each reads the same
 * to parseFigure. Precision goes before recall: dates, years, times of day, ages, “ten years ago”, numbers in
 * names and labels, scores, shares (“one in three”, “two thirds”), ordinals, and “one” without a comparator,
 * a measure or a person after it are left out. Time is linear in the length of the passage.
 */
export function findFigures(passage: string): FoundFigure[] {
  const tokens = readTokens(passage)
  const pointAt = codePointCounter(passage)
  const found: FoundFigure[] = []
  for (let at = 0; at < tokens.length; ) {
    const { reading, end } = readInProse(tokens, at)
    if (reading !== null) {
      const from = tokens[reading.start]?.start ?? 0
      const to = tokens[reading.end - 1]?.end ?? from
      const [start, stop] = [pointAt(from), pointAt(to)]
      found.push({ start, end: stop, verbatim: passage.slice(from, to), figure: reading.figure })
    }
    at = end
  }
  return found
}

/** Marks that may stand around a figure's words without being of them. */
function isAround(token: Token): boolean {
  return /^["'“”‘’().,;:!?[\]]$/.test(token.text)
}

/** A score or a change, not a range: “3-1”. */
function isReversed({ low, high }: ParsedFigure): boolean {
  return low !== null && high !== null && low > high
}

/** Turns ever greater UTF-16 positions of a text into code points, reading the text once. */
function codePointCounter(text: string): (position: number) => number {
  let [reached, points] = [0, 0]
  return (position) => {
    for (const _ of text.slice(reached, position)) points += 1
    reached = position
    return points
  }
}
