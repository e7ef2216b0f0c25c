import { between, chance, pick } from './dice.ts'
import { LANGUAGES, type Language } from './languages.ts'
import { mastheadOf, someOutlet } from './outlet.ts'
import { capitalized, phrase, prose, type Span } from './words.ts'
import type { World } from './world.ts'

const SHORTEST_BODY_WORDS = 60
const LONGEST_BODY_WORDS = 400

export interface ArticleText {
  language: Language
  headline: string
  /** Null where rights forbid to store it. */
  body: string | null
  sentences: readonly Span[]
  wordCount: number | null
}

/** The article whose copy or translation this one is, an earlier one. */
export function sourceOf(
  { diceFor }: World,
  id: number,
): { kind: 'COPY' | 'TRANSLATION'; article: number } | null {
  const dice = diceFor('source', id)
  if (id === 1 || !chance(dice, 0.04)) return null
  return {
    kind: chance(dice, 0.75) ? 'COPY' : 'TRANSLATION',
    article: between(dice, Math.max(1, id - MOST_ARTICLES_BETWEEN), id - 1),
  }
}

const MOST_ARTICLES_BETWEEN = 300

/** Made anew at each call, so that nothing of 200,000 texts is kept; that of a copy is its source's. */
export function textOf(world: World, id: number): ArticleText {
  const source = sourceOf(world, id)
  if (source?.kind === 'COPY') return textOf(world, source.article)
  const dice = world.diceFor('article text', id)
  const language = source ? languageBeside(world, source.article, id) : ownLanguage(world, id)
  const headline = capitalized(phrase(dice, language, between(dice, 5, 11)))
  const range = LONGEST_BODY_WORDS - SHORTEST_BODY_WORDS
  const wordCount = SHORTEST_BODY_WORDS + Math.round(range * dice() ** 1.5)
  if (chance(dice, 0.04)) return { language, headline, body: null, sentences: [], wordCount: null }
  const { text, sentences } = prose(dice, language, wordCount)
  return { language, headline, body: text, sentences, wordCount }
}

/** The outlet by which an article appeared. */
export const outletOf = (world: World, id: number): number => someOutlet(world, 'article outlet', id)

const ownLanguage = (world: World, id: number) => mastheadOf(world, outletOf(world, id)).language

/** Another language than that of the article that was translated. */
function languageBeside(world: World, article: number, id: number): Language {
  const { language } = textOf(world, article)
  const others = LANGUAGES.filter((other) => other !== language)
  return pick(world.diceFor('translation', id), others)
}
