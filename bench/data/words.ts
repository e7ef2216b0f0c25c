import { between, chance, createDice, type Dice, pick, zipf } from './dice.ts'
import type { Language } from './languages.ts'

const VOCABULARY_SIZE = 20_000
const SHORT_WORDS = 300
const COMMON_WORDS = 1_000

/** Part of a text, end exclusive, in characters that are code points too: all words lie in the basic plane. */
export interface Span {
  starts: number
  ends: number
}

/**
 * The 20,000 words of a language, the commonest first; the same for every seed. In a text the word of rank k is
 * one of about 10 k words: every second body holds the 30th, one in a hundred the 2,000th.
 */
export function vocabulary(language: Language): readonly string[] {
  const known = vocabularies.get(language.tag)
  if (known !== undefined) return known
  const dice = createDice(0)(language.tag, 0)
  const words = new Set(language.common)
  while (words.size < VOCABULARY_SIZE) words.add(inventWord(dice, language, words.size < SHORT_WORDS ? 2 : 3))
  const made = [...words]
  vocabularies.set(language.tag, made)
  return made
}

const vocabularies = new Map<string, readonly string[]>()

function inventWord(dice: Dice, { onsets, vowels, codas }: Language, syllables: number): string {
  let word = ''
  for (let left = syllables; left > 0; left--) word += pick(dice, onsets) + pick(dice, vowels)
  return chance(dice, 0.6) ? word + pick(dice, codas) : word
}

const wordOf = (dice: Dice, words: readonly string[]): string => words[zipf(dice, words.length) - 1] ?? ''

/** A word that says something: none of the commonest, which stand in every text. */
export function tellingWord(dice: Dice, language: Language): string {
  const words = vocabulary(language)
  const first = language.common.length
  return words[first + zipf(dice, words.length - first) - 1] ?? ''
}

/** A word with a capital, of the rarer ones. */
export const properName = (dice: Dice, language: Language): string =>
  capitalized(vocabulary(language)[between(dice, COMMON_WORDS, VOCABULARY_SIZE - 1)] ?? '')

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Words that say something, in a row. */
export const phrase = (dice: Dice, language: Language, words: number): string =>
  Array.from({ length: words }, () => tellingWord(dice, language)).join(' ')

/** One sentence with its full stop. */
export function sentence(dice: Dice, words: readonly string[], length: number): string {
  let text = capitalized(wordOf(dice, words))
  for (let left = length - 1; left > 0; left--) text += ` ${wordOf(dice, words)}`
  return `${text}.`
}

/** Paragraphs of so many words, and where their sentences stand. */
export function prose(dice: Dice, language: Language, length: number): { text: string; sentences: Span[] } {
  const words = vocabulary(language)
  const sentences: Span[] = []
  let text = ''
  for (let left = length; left > 0; ) {
    const next = Math.min(left, between(dice, 8, 22))
    if (text !== '') text += chance(dice, 0.25) ? '\n\n' : ' '
    const starts = text.length
    text += sentence(dice, words, next)
    sentences.push({ starts, ends: text.length })
    left -= next
  }
  return { text, sentences }
}
