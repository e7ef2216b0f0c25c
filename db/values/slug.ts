import { InvalidValue } from './invalid-value.ts'
import { toNormalForm } from './normal-form.ts'
import { checkCharacters, countCodePoints, sliceCodePoints } from './text.ts'

export const MAX_SLUG_CODE_POINTS = 200

/** The slug itself; throws when it is none: see `Slug` in records.ts. */
export function checkSlug(text: string): string {
  checkCharacters(text)
  if (countCodePoints(text) > MAX_SLUG_CODE_POINTS) {
    throw new InvalidValue('TOO_LONG', `A slug has at most ${MAX_SLUG_CODE_POINTS} characters.`)
  }
  if (!SLUG.test(text)) {
    throw new InvalidValue('BAD_SLUG', 'A slug is letters and digits with . _ : / # - between them.')
  }
  // Two spellings of one word would be two keys that nobody can tell apart.
  if (text !== text.normalize('NFC')) {
    throw new InvalidValue('BAD_SLUG', 'A slug is written in Unicode normal form C.')
  }
  return text
}

/**
 * A slug out of a name or a headline: lower case, accents of Latin and Greek letters dropped, hyphens
 * between words, cut after a whole word. Letters of every script are kept. Empty when the text holds no letter
 * and no digit.
 */
export function slugify(text: string, maxCodePoints = 100): string {
  const words = toNormalForm(text, 'NFD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^[-\p{M}]+|-$/gu, '')
  if (countCodePoints(words) <= maxCodePoints) return words
  const cut = sliceCodePoints(words, 0, maxCodePoints + 1)
  const lastHyphen = cut.lastIndexOf('-')
  return lastHyphen > 0 ? cut.slice(0, lastHyphen) : sliceCodePoints(words, 0, maxCodePoints)
}

const SLUG = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._:/#-]*[\p{L}\p{M}\p{N}])?$/u

const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Greek}]\p{M}*)\p{M}/gu
