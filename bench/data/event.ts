import { PARTICIPANT_ROLES } from '../../db/vocabulary.ts'
import { daysBefore, type Moment, momentAt, uncertainDay } from './calendar.ts'
import {
  below,
  between,
  chance,
  type Dice,
  distinct,
  pick,
  type Shares,
  share,
  skewed,
  zipf,
} from './dice.ts'
import { RECORDERS_LANGUAGE } from './languages.ts'
import { fateOf, lifeOf } from './life.ts'
import { someParty } from './party.ts'
import { placeName } from './place.ts'
import type { Put } from './rows.ts'
import { capitalized, phrase, sentence, vocabulary } from './words.ts'
import type { World } from './world.ts'

/** What articles and claims know of the event that they are about. */
export interface Happening {
  event: number
  day: Moment
  /** Words that come up again in what is written about it. */
  topic: string
  places: readonly number[]
  parties: readonly number[]
}

export function happeningOf(world: World, event: number): Happening {
  const dice = world.diceFor('happening', event)
  return {
    event,
    day: daysBefore(recordedAt(world, event), skewed(dice, 60, 4)),
    topic: phrase(dice, RECORDERS_LANGUAGE, 3),
    places: distinct(chance(dice, 0.2) ? 2 : 1, () => skewed(dice, world.size.places, 2)),
    parties: distinct(between(dice, 1, 4), () => someParty(world, dice)),
  }
}

/**
 * An event that an article writes about, recorded shortly before it: one of the last 64, of which the first in
 * rank gets a sixth of all, and now and then one of the great events of the ten years.
 */
export function someEvent({ size }: World, dice: Dice, article: number): number {
  const newest = Math.ceil((article / size.articles) * size.events)
  if (chance(dice, 0.02)) return zipf(dice, newest)
  const rank = zipf(dice, WINDOW) * SCATTER
  const event = newest - ((newest - rank) & (WINDOW - 1))
  return event > 0 ? event : zipf(dice, newest)
}

/** A power of two. */
const WINDOW = 64
/** Odd, so that each rank stands at another of the 64 places. */
const SCATTER = 45

const recordedAt = ({ size }: World, event: number) => momentAt((event - 0.5) / size.events)

export function putEvent(world: World, put: Put, id: number): void {
  const dice = world.diceFor('Event', id)
  const { day, topic, places, parties } = happeningOf(world, id)
  const [type_scheme, type_code] = share(dice, TYPES)
  put('event', {
    ...lifeOf(world, 'Event', id, recordedAt(world, id)),
    slug: `${topic.replaceAll(' ', '-')}-${id}`,
    title: `${type_code} near ${placeName(world, places[0] ?? 1)}: ${topic}`,
    summary: chance(dice, 0.8) ? summaryOf(dice, topic) : null,
    type_scheme,
    type_code,
    ...uncertainDay(dice, day),
    part_of: id > 1 && chance(dice, 0.15) ? Math.max(1, id - skewed(dice, 200, 2)) : null,
    status: fateOf(world, 'Event', id) === 'REVISED' ? 'CONFIRMED' : share(dice, STATUSES),
  })
  for (const [position, place_id] of places.entries())
    put('event_place', { event_id: id, position, place_id })
  for (const [position, party_id] of parties.entries()) {
    put('event_participant', {
      event_id: id,
      position,
      party_id,
      role: pick(dice, PARTICIPANT_ROLES),
      as_described: chance(dice, 0.2) ? phrase(dice, RECORDERS_LANGUAGE, 2) : null,
    })
  }
  for (const [position, article_id] of coverageOf(world, dice, id).entries()) {
    put('event_article', { event_id: id, position, article_id })
  }
}

function summaryOf(dice: Dice, topic: string): string {
  const words = vocabulary(RECORDERS_LANGUAGE)
  const first = sentence(dice, words, between(dice, 6, 20))
  return `${first} ${capitalized(topic)} ${sentence(dice, words, 10).toLowerCase()}`
}

/** Articles that were listed with the event, beside those whose claims are about it. */
function coverageOf({ size }: World, dice: Dice, event: number): number[] {
  const next = Math.ceil((event / size.events) * size.articles)
  return distinct(below(dice, 3), () => Math.min(size.articles, next + below(dice, 200)))
}

const STATUSES = [
  ['CONFIRMED', 30],
  ['FAIR', 35],
  ['WEAK', 18],
  ['CONTESTED', 13],
  ['DISCOUNTED', 4],
] as const satisfies Shares<string>

const TYPES: Shares<readonly [scheme: string, code: string]> = [
  [['ACLED', 'Armed clash'], 22],
  [['ACLED', 'Air/drone strike'], 16],
  [['ACLED', 'Shelling/artillery/missile attack'], 14],
  [['ACLED', 'Attack'], 11],
  [['ACLED', 'Peaceful protest'], 9],
  [['ACLED', 'Agreement'], 5],
  [['ACLED', 'Arrests'], 4],
  [['ACLED', 'Remote explosive/landmine/IED'], 4],
  [['ACLED', 'Looting/property destruction'], 3],
  [['ACLED', 'Abduction/forced disappearance'], 2],
  [['UCDP', 'State-based conflict'], 3],
  [['UCDP', 'One-sided violence'], 2],
  [['CAMEO', '190'], 2],
  [['CAMEO', '036'], 1],
  [['ACLED', 'Other'], 2],
]
