import { createArticles } from './article.ts'
import { putAuthor } from './author.ts'
import { createClaims } from './claim.ts'
import { createClaimCounts } from './claim-counts.ts'
import { putEvent } from './event.ts'
import { putOutlet } from './outlet.ts'
import { putParty } from './party.ts'
import { putPlace } from './place.ts'
import { putReview } from './review.ts'
import type { Put } from './rows.ts'
import { putSubject } from './subject.ts'
import type { World } from './world.ts'

/** Puts the rows of one record after another, and stops after each. */
export type Records = (put: Put) => Iterable<void>

type PutOne = (world: World, put: Put, id: number) => void

/** The nouns that articles, events and claims refer to. */
export const namedRecords = (world: World): Records =>
  function* (put) {
    const { outlets, authors, subjects, parties, places } = world.size
    yield* each(world, put, outlets, putOutlet)
    yield* each(world, put, authors, putAuthor)
    yield* each(world, put, subjects, putSubject)
    yield* each(world, put, parties, putParty)
    yield* each(world, put, places, putPlace)
  }

export const eventRecords =
  (world: World): Records =>
  (put) =>
    each(world, put, world.size.events, putEvent)

export const articleRecords = (world: World): Records =>
  function* (put) {
    const [putArticle, putClaim, countOf] = [
      createArticles(world, put),
      createClaims(world, put),
      createClaimCounts(world),
    ]
    for (let id = 1; id <= world.size.articles; id++) {
      const article = putArticle(id)
      const count = countOf(id)
      for (let nth = 1; nth <= count; nth++) putClaim(article, nth, count)
      yield
    }
  }

export const reviewRecords =
  (world: World): Records =>
  (put) =>
    each(world, put, world.size.reviews, putReview)

function* each(world: World, put: Put, count: number, putOne: PutOne): Generator<void> {
  for (let id = 1; id <= count; id++) {
    putOne(world, put, id)
    yield
  }
}
