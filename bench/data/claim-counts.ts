import type { World } from './world.ts'

/** Rounding adds to it: of 4 claims at the mean, 40 at most. */
const MOST_TIMES_THE_MEAN = 9.7

/**
 * How many claims each article makes: a fifth of them none, most a few, some ten times the mean; the sum is the
 * number of claims exactly. Called with the articles in order.
 */
export function createClaimCounts(world: World): (article: number) => number {
  const { articles, claims } = world.size
  let total = 0
  for (let article = 1; article <= articles; article++) total += weightOf(world, article)
  let [reached, given] = [0, 0]
  return (article) => {
    reached += weightOf(world, article)
    const upTo = article === articles ? claims : Math.round((claims * reached) / total)
    const count = upTo - given
    given = upTo
    return count
  }
}

/** Exponential, with the mean 1. */
const weightOf = ({ diceFor }: World, article: number) =>
  Math.min(MOST_TIMES_THE_MEAN, -Math.log(1 - diceFor('claims', article)()))
