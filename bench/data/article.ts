import { sketchOf } from '../../db/values/sketch.ts'
import { addressOf, publishedAt, recordedAt } from './article-dates.ts'
import { linksOf } from './article-links.ts'
import { type ArticleText, outletOf, sourceOf, textOf } from './article-text.ts'
import { authorName } from './author.ts'
import { dayOf, instantOf, laterThan, type Moment, timeOfDay } from './calendar.ts'
import { below, chance, type Dice, distinct, skewed } from './dice.ts'
import { type Happening, happeningOf, someEvent } from './event.ts'
import { fateOf, lifeOf } from './life.ts'
import { mastheadOf } from './outlet.ts'
import { putUnnamedParty } from './party.ts'
import { placeName } from './place.ts'
import type { Put, Row } from './rows.ts'
import { capitalized, phrase } from './words.ts'
import type { World } from './world.ts'

/** What the claims of an article know of it. */
export interface Article {
  id: number
  slug: string
  published: Moment
  outlet: number
  authors: readonly number[]
  text: ArticleText
  /** The event that most of its claims are about. */
  happening: Happening
  /** Ids of the links in its body. */
  links: readonly number[]
  /** The speaker whom it leaves without a name. */
  unnamed: number | null
}

/** Puts articles in the order of their ids, with their links and unnamed parties, which are numbered on the way. */
export function createArticles(world: World, put: Put): (id: number) => Article {
  let lastLink = 0
  let lastParty = world.size.parties
  return (id) => {
    const article = articleOf(world, id)
    putArticle(world, put, article)
    const links = linksOf(world, id, article.text).map((link, position) => {
      lastLink += 1
      put('article_link', { id: lastLink, article_id: id, position, ...link })
      return lastLink
    })
    const { body } = article.text
    if (body !== null) put('article_sketch', { article_id: id, hashes: sketchOf(body) })
    if (!chance(world.diceFor('speaker', id), 0.1)) return { ...article, links }
    lastParty += 1
    putUnnamedParty(world, put, lastParty, { id, slug: article.slug, made: recordedAt(world, id) })
    return { ...article, links, unnamed: lastParty }
  }
}

function articleOf(world: World, id: number): Article {
  const dice = world.diceFor('Article', id)
  const [published, outlet] = [publishedAt(world, id), outletOf(world, id)]
  return {
    id,
    slug: `${dayOf(published)}-${mastheadOf(world, outlet).key}-${id}`,
    published,
    outlet,
    authors: distinct(below(dice, 8) === 0 ? 0 : skewed(dice, 3, 4), () =>
      skewed(dice, world.size.authors, 2),
    ),
    text: textOf(world, id),
    happening: happeningOf(world, someEvent(world, dice, id)),
    links: [],
    unnamed: null,
  }
}

function putArticle(
  world: World,
  put: Put,
  { id, slug, published, outlet, authors, text, happening }: Article,
): void {
  const dice = world.diceFor('article row', id)
  const { language, headline, body, wordCount } = text
  const address = addressOf(world, id)
  const source = sourceOf(world, id)
  const at = chance(dice, 0.6) ? timeOfDay(dice, published) : null
  const names = authors.map((author) => authorName(world, author))
  put('article', {
    ...lifeOf(world, 'Article', id, recordedAt(world, id)),
    slug,
    headline,
    alternative_headline: chance(dice, 0.1) ? capitalized(phrase(dice, language, 6)) : null,
    url: address && chance(dice, 0.1) ? `${address}?utm_medium=feed` : address,
    canonical_url: address,
    outlet_id: outlet,
    byline: names.length > 0 ? `By ${names.join(' and ')}` : null,
    published_on: dayOf(published),
    published_at: at === null ? null : instantOf(at),
    modified_at: at !== null && chance(dice, 0.2) ? instantOf(laterThan(dice, at)) : null,
    dateline: chance(dice, 0.4) ? placeName(world, happening.places[0] ?? 1).toUpperCase() : null,
    language: language.tag,
    body,
    word_count: wordCount,
    ...imageOf(dice, text, address),
    ...rightsOf(dice, mastheadOf(world, outlet).name),
    discussion_url: address && chance(dice, 0.01) ? `${address}/comments` : null,
    note: chance(dice, 0.03) ? capitalized(phrase(dice, language, 8)) : null,
    status: statusOf(world, id),
    translation_of: source?.kind === 'TRANSLATION' ? source.article : null,
    republication_of: source?.kind === 'COPY' ? source.article : null,
  })
  for (const [position, author_id] of authors.entries()) {
    put('article_author', { article_id: id, position, author_id })
  }
  const subjects = distinct(below(dice, 5), () => skewed(dice, world.size.subjects, 2))
  for (const [position, subject_id] of subjects.entries()) {
    put('article_subject', { article_id: id, position, subject_id })
  }
}

function imageOf(dice: Dice, { language }: ArticleText, address: string | null): Row<'article'> {
  const has = address !== null && chance(dice, 0.5)
  return {
    image_url: has ? `${address}/image.jpg` : null,
    image_caption: has && chance(dice, 0.7) ? capitalized(phrase(dice, language, 7)) : null,
    image_credit: has ? 'Staff' : null,
  }
}

function rightsOf(dice: Dice, holder: string): Row<'article'> {
  const has = chance(dice, 0.3)
  return {
    rights_holder: has ? holder : null,
    rights_notice: has ? `© ${holder}` : null,
    rights_usage_terms: has && chance(dice, 0.1) ? 'For reading only.' : null,
  }
}

function statusOf(world: World, id: number) {
  switch (fateOf(world, 'Article', id)) {
    case 'REVISED':
      return 'CORRECTED'
    case 'WITHDRAWN':
      return 'RETRACTED'
    default:
      return 'PUBLISHED'
  }
}
