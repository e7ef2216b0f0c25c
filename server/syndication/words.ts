/** A word of the vocabulary as prose: `ARMED_GROUP` is `armed group`. */
export const prose = (word: string): string => word.toLowerCase().replaceAll('_', ' ')

/** The first letter as a sentence begins. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Joins the parts that are there: `Iraq, 2024`. Null without any. */
export const joined = (parts: readonly (string | null)[], by = ', '): string | null => {
  const given = parts.filter((part) => part !== null)
  return given.length === 0 ? null : given.join(by)
}

/** The paragraphs that are there. */
export const paragraphs = (...given: readonly (string | null)[]): string[] =>
  given.filter((paragraph) => paragraph !== null)

/** A label before what it names; null where there is nothing to name. */
export const labelled = (label: string, text: string | null): string | null =>
  text === null ? null : `${label}: ${text}`

const TITLE_CODE_POINTS = 200

/** A text as a title: whole, or cut before a word with an ellipsis. On one line. */
export function titleOf(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  const points = [...line]
  if (points.length <= TITLE_CODE_POINTS) return line
  const cut = points.slice(0, TITLE_CODE_POINTS - 1).join('')
  const space = cut.lastIndexOf(' ')
  return `${space > cut.length / 2 ? cut.slice(0, space) : cut}…`
}

/** What the accounts count, from the least to the greatest; an open bound is said in words. */
export function rangeOf(low: number | null, high: number | null): string {
  if (low === null) return high === null ? 'not counted exactly' : `up to ${numeral(high)}`
  if (high === null) return `${numeral(low)} or more`
  return low === high ? numeral(low) : `${numeral(low)} to ${numeral(high)}`
}

const numeral = (value: number) => NUMERALS.format(value)

/** The words around it are English. */
const NUMERALS = new Intl.NumberFormat('en', { maximumFractionDigits: 20 })
