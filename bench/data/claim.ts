import { RELATION_KINDS } from '../../db/vocabulary.ts'
import type { Article } from './article.ts'
import { claimRecordedAt } from './article-dates.ts'
import { daysBefore, uncertainDay } from './calendar.ts'
import { chainOf } from './claim-chain.ts'
import { figureOf } from './claim-figures.ts'
import { anchorsOf } from './claim-passages.ts'
import { below, between, chance, type Dice, distinct, pick, type Shares, share } from './dice.ts'
import { type Happening, happeningOf, someEvent } from './event.ts'
import { RECORDERS_LANGUAGE } from './languages.ts'
import { fateOf, lifeOf } from './life.ts'
import type { Put } from './rows.ts'
import { phrase, sentence, vocabulary } from './words.ts'
import type { World } from './world.ts'

/** Puts the claims of articles, in the order of their ids: an article's claims are called for one after another. */
export function createClaims(world: World, put: Put): (article: Article, nth: number, count: number) => void {
  /** By event, one of the claims so far that are about it; 0 before the first. */
  const earlier = new Int32Array(world.size.events + 1)
  let id = 0
  return (article, nth, count) => {
    id += 1
    const dice = world.diceFor('Claim', id)
    const about = happeningsOf(world, dice, article)
    putClaim(world, put, { id, nth, count, article, about })
    for (const { event } of about.slice(0, 1)) {
      putRelation(dice, put, id, earlier[event] ?? 0)
      if (earlier[event] === 0 || chance(dice, 0.5)) earlier[event] = id
    }
  }
}

interface Claim {
  id: number
  nth: number
  count: number
  article: Article
  about: readonly Happening[]
}

/** Mostly the event of the article, now and then another of those days, both, or none. */
function happeningsOf(world: World, dice: Dice, { id, happening }: Article): Happening[] {
  const other = () => happeningOf(world, someEvent(world, dice, id))
  switch (share(dice, ABOUT)) {
    case 'MAIN':
      return [happening]
    case 'OTHER':
      return [other()]
    case 'BOTH':
      return [happening, other()].filter(({ event }, at) => at === 0 || event !== happening.event)
    case 'NONE':
      return []
  }
}

const ABOUT = [
  ['MAIN', 68],
  ['OTHER', 16],
  ['BOTH', 8],
  ['NONE', 8],
] as const satisfies Shares<string>

function putClaim(world: World, put: Put, { id, nth, count, article, about }: Claim): void {
  const dice = world.diceFor('claim row', id)
  const happening = about[0] ?? article.happening
  const figures = chance(dice, 0.4)
    ? Array.from({ length: chance(dice, 0.15) ? 2 : 1 }, () => figureOf(world, dice, happening.event))
    : []
  put('claim', {
    ...lifeOf(world, 'Claim', id, claimRecordedAt(world, article.id, nth, count)),
    slug: `${article.slug}/${nth}`,
    article_id: article.id,
    text: textOf(dice, happening.topic, figures[0]?.verbatim),
    kind: figures.length > 0 ? 'NUMERICAL' : share(dice, KINDS),
    status: fateOf(world, 'Claim', id) === 'REVISED' ? 'ACCEPTED' : share(dice, STATUSES),
    ...saidOn(dice, article),
  })
  for (const [position, { event }] of about.entries()) {
    put('claim_event', { claim_id: id, position, event_id: event, preferred: chance(dice, 0.03) })
  }
  for (const [position, link] of chainOf(world, dice, article, happening).entries()) {
    put('claim_attribution', { claim_id: id, position, ...link })
  }
  for (const [position, anchor] of anchorsOf(dice, article.text).entries()) {
    put('claim_anchor', { claim_id: id, position, ...anchor })
  }
  for (const [position, figure] of figures.entries())
    put('claim_figure', { claim_id: id, position, ...figure })
  for (const [position, link_id] of citationsOf(dice, article).entries()) {
    put('claim_citation', { claim_id: id, position, link_id })
  }
}

function textOf(dice: Dice, topic: string, figure = ''): string {
  const words = vocabulary(RECORDERS_LANGUAGE)
  const told = sentence(dice, words, between(dice, 6, 14)).slice(0, -1)
  return `${told} ${[figure, pick(dice, topic.split(' ')), phrase(dice, RECORDERS_LANGUAGE, 2)].join(' ').trim()}.`
}

function saidOn(dice: Dice, { published }: Article) {
  if (!chance(dice, 0.4)) return { said_edtf: null, said_earliest: '-infinity', said_latest: 'infinity' }
  const { edtf, earliest, latest } = uncertainDay(dice, daysBefore(published, below(dice, 3)))
  return { said_edtf: edtf, said_earliest: earliest, said_latest: latest }
}

const citationsOf = (dice: Dice, { links }: Article): number[] =>
  links.length > 0 && chance(dice, 0.25) ? distinct(between(dice, 1, 2), () => pick(dice, links)) : []

const KINDS = [
  ['EVENT_PROPERTY', 35],
  ['QUOTATION', 25],
  ['POSITION', 20],
  ['CAUSAL', 12],
  ['PREDICTION', 8],
] as const satisfies Shares<string>

const STATUSES = [
  ['ACCEPTED', 88],
  ['CANDIDATE', 10],
  ['WITHDRAWN', 2],
] as const satisfies Shares<string>

/** Every tenth claim is joined to an earlier one about the same event. */
function putRelation(dice: Dice, put: Put, claim_id: number, other_id: number): void {
  if (other_id === 0 || !chance(dice, 0.117)) return
  const note = chance(dice, 0.3) ? phrase(dice, RECORDERS_LANGUAGE, 6) : null
  put('claim_relation', { claim_id, position: 0, kind: pick(dice, RELATION_KINDS), other_id, note })
}
