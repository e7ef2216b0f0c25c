/** What a word of a full text costs, in points: it is looked for in many languages. */
const WORD_POINTS = 10
/** A longer text is refused; in UTF-16, where a character may have two places. */
const LONGEST_TEXT = 2_000

/** What asking a record for a full text costs, by its words, whether in a phrase, alternatives or not wanted: one at least. */
export function fullTextPoints(text: unknown): number {
  const words = typeof text === 'string' ? text.slice(0, LONGEST_TEXT).match(WORDS) : null
  return WORD_POINTS * (words?.length ?? 1)
}

const WORDS = /[\p{L}\p{M}\p{N}]+/gu
