import { RATINGS } from '../../db/vocabulary.ts'
import { dayOf, momentAt } from './calendar.ts'
import { below, between, chance, pick, skewed } from './dice.ts'
import { RECORDERS_LANGUAGE } from './languages.ts'
import { lifeOf } from './life.ts'
import { mastheadOf } from './outlet.ts'
import type { Put } from './rows.ts'
import { sentence, vocabulary } from './words.ts'
import type { World } from './world.ts'

/** What is reviewed twice and more: every second review goes to one in sixteen claims. */
const OFTEN_REVIEWED = 16
/** Claims are not spread evenly over the years: a review keeps so many claims behind the newest. */
const CLAIMS_BEHIND = 0.02

export function putReview(world: World, put: Put, id: number): void {
  const { size, diceFor } = world
  const dice = diceFor('Review', id)
  const made = momentAt((id - 0.5) / size.reviews)
  const newest = Math.floor((id / size.reviews - CLAIMS_BEHIND) * size.claims)
  const claim = Math.max(1, newest - below(dice, 200))
  const byOutlet = chance(dice, 0.8)
  const outlet = skewed(dice, size.outlets, 3)
  put('review', {
    ...lifeOf(world, 'Review', id, made),
    slug: `review-${id}`,
    claim_id: chance(dice, 0.5) ? claim : Math.max(1, claim - (claim % OFTEN_REVIEWED)),
    outlet_id: byOutlet ? outlet : null,
    author_id: byOutlet ? null : skewed(dice, size.authors, 2),
    url: byOutlet ? `https://www.${mastheadOf(world, outlet).domain}/checks/${id}` : null,
    rating_text: pick(dice, ['Half true', 'Needs context', 'No evidence', 'Correct', 'Misleading', 'False']),
    rating: pick(dice, RATINGS),
    published_on: dayOf(made),
    summary: chance(dice, 0.7) ? sentence(dice, vocabulary(RECORDERS_LANGUAGE), between(dice, 8, 25)) : null,
  })
}
