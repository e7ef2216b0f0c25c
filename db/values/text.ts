import { InvalidValue } from './invalid-value.ts'

/** The text itself when PostgreSQL can store it as it is; throws on NUL and on half a surrogate pair. */
export function checkCharacters(text: string): string {
  if (text.includes('\0')) throw new InvalidValue('NUL', 'The text holds the character U+0000.')
  if (!text.isWellFormed()) {
    throw new InvalidValue(
      'LONE_SURROGATE',
      'The text holds half of a surrogate pair, which is no character.',
    )
  }
  return text
}

/** Length in code points, as PostgreSQL's char_length counts. */
export function countCodePoints(text: string): number {
  let pairs = 0
  for (let at = 0; at < text.length; at++) {
    if (isHighSurrogate(text.charCodeAt(at))) pairs++
  }
  return text.length - pairs
}

/** Like String.slice for positions from 0 that count code points; positions past the end stand for the end. */
export function sliceCodePoints(text: string, start: number, end: number): string {
  const from = unitOf(text, start, 0)
  return text.slice(from, unitOf(text, end - start, from))
}

/** The UTF-16 position that lies so many code points after another. */
function unitOf(text: string, codePoints: number, from: number): number {
  let unit = from
  for (let left = codePoints; left > 0 && unit < text.length; left--) {
    unit += isHighSurrogate(text.charCodeAt(unit)) ? 2 : 1
  }
  return unit
}

/** Whether a UTF-16 unit of well-formed text opens a pair. */
export const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff

/**
 * Words of a text: runs of letters and digits with the marks that stand inside them ("27,700", "don't",
 * "on-site"). Scripts without spaces between words count a word per character. A run count, since
 * Intl.Segmenter takes four times as long and counts English no better.
 */
export const countWords = (text: string): number => wordsOf(text).length

/** The words that countWords counts. */
export const wordsOf = (text: string): readonly string[] => text.match(WORD) ?? []

const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[[\p{L}\p{N}\p{M}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]]+(?:['’.,\-][[\p{L}\p{N}\p{M}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]]+)*/gv
