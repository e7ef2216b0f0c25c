import { outletOf, sourceOf } from './article-text.ts'
import { DAY_MS, dayOf, daysBefore, type Moment, momentAt } from './calendar.ts'
import { below, between, chance, type Dice, skewed } from './dice.ts'
import { mastheadOf } from './outlet.ts'
import type { World } from './world.ts'

const YEAR_DAYS = 365

/** When an article was recorded. Its claims follow before the next article is. */
export const recordedAt = ({ size }: World, id: number): Moment => momentAt((id - 1) / size.articles)

/** When its nth claim was, of so many. */
export const claimRecordedAt = ({ size }: World, id: number, nth: number, count: number): Moment =>
  momentAt((id - 1 + nth / (count + 1)) / size.articles)

/** A moment of the day on which it was published: mostly that of its recording, or long before it. */
export function publishedAt(world: World, id: number): Moment {
  const dice = world.diceFor('published', id)
  const source = sourceOf(world, id)
  if (source === null) return daysBefore(recordedAt(world, id), lag(dice))
  return Math.min(recordedAt(world, id), publishedAt(world, source.article) + below(dice, 3) * DAY_MS)
}

function lag(dice: Dice): number {
  if (chance(dice, 0.85)) return 0
  return chance(dice, 0.8) ? between(dice, 1, 30) : skewed(dice, 3 * YEAR_DAYS, 2)
}

/** The canonical address; null where only the text is known. */
export function addressOf(world: World, id: number): string | null {
  if (chance(world.diceFor('address', id), 0.02)) return null
  const day = dayOf(publishedAt(world, id)).replaceAll('-', '/')
  return `https://www.${mastheadOf(world, outletOf(world, id)).domain}/${day}/${id}`
}
