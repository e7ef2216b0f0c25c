import { addressOf } from './article-dates.ts'
import type { ArticleText } from './article-text.ts'
import { between, chance, type Dice, distinct, pick, zipf } from './dice.ts'
import { mastheadOf, someOutlet } from './outlet.ts'
import { phrase, type Span } from './words.ts'
import type { World } from './world.ts'

const MOST_LINKS = 8
const PAGES = 20_000

interface Link {
  url: string
  canonical_url: string | null
  text: string
  starts: number | null
  ends: number | null
}

/** The links of a body, in its order: to earlier articles, and to pages of which some are linked again and again. */
export function linksOf(world: World, id: number, text: ArticleText): Link[] {
  const dice = world.diceFor('links', id)
  const count = Math.floor((MOST_LINKS + 1) * dice() ** 2)
  const sentences = text.body === null ? [] : distinct(count, () => pick(dice, text.sentences))
  const places: (Span | null)[] = text.body === null ? Array(count).fill(null) : sentences.sort(byStart)
  return places.map((place) => ({ ...target(world, dice, id), ...anchorText(dice, text, place) }))
}

const byStart = (one: Span, other: Span) => one.starts - other.starts

function target(world: World, dice: Dice, id: number): Pick<Link, 'url' | 'canonical_url'> {
  const { domain } = mastheadOf(world, someOutlet(world, 'linked outlet', zipf(dice, PAGES)))
  if (chance(dice, 0.01)) return { url: `mailto:desk@${domain}`, canonical_url: null }
  const earlier = id > 1 && chance(dice, 0.35) ? addressOf(world, between(dice, 1, id - 1)) : null
  const address = earlier ?? `https://www.${domain}/page/${zipf(dice, PAGES)}`
  return { url: chance(dice, 0.1) ? `${address}?utm_source=dateline` : address, canonical_url: address }
}

/** The first words of a sentence. */
function anchorText(dice: Dice, { body, language }: ArticleText, place: Span | null) {
  if (body === null || place === null) return { text: phrase(dice, language, 3), starts: null, ends: null }
  const { starts } = place
  const words = body.slice(starts, place.ends - 1).split(' ', between(dice, 2, 5))
  const text = words.join(' ')
  return { text, starts, ends: starts + text.length }
}
