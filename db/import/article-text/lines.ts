import { ArticleTextError } from './error.ts'

/**
 * One line of the input. `raw` is as given; `text` is trimmed and each run of white space in it is one plain
 * space, so that no later pattern has to repeat over white space.
 */
export interface Line {
  /** 1-based. */
  readonly number: number
  readonly raw: string
  readonly text: string
}

/**
 * Cuts text into lines at any of the three line ends.
 *
 * @throws ArticleTextError for NUL and lone surrogates, which no database column takes.
 */
export function readLines(text: string): Line[] {
  if (text.includes('\0')) throw new ArticleTextError('TEXT_HAS_NUL', 'text', 'holds a NUL character')
  if (!text.isWellFormed()) {
    throw new ArticleTextError('TEXT_HAS_LONE_SURROGATE', 'text', 'holds half of a surrogate pair')
  }
  return (
    text
      .split(/\r\n|\n|\r/)
      // `trim` counts a byte order mark as white space.
      .map((raw, index) => ({ number: index + 1, raw, text: foldSpaces(raw).trim() }))
  )
}

/** Each run of white space as one plain space. The ideographic space is a character of its text and stays. */
export function foldSpaces(text: string): string {
  return text.replace(/[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]+/g, ' ')
}

/** Whether the line starts further in than the margin, as the first line of a paragraph may. */
export function isIndented(line: Line): boolean {
  return /^(?:\t|\u3000| {2})/.test(line.raw)
}
