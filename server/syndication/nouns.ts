import type { Noun } from './noun.ts'
import { articles } from './nouns/articles.ts'
import { authors } from './nouns/authors.ts'
import { claims } from './nouns/claims.ts'
import { events } from './nouns/events.ts'
import { outlets } from './nouns/outlets.ts'
import { parties } from './nouns/parties.ts'
import { places } from './nouns/places.ts'
import { reviews } from './nouns/reviews.ts'
import { subjects } from './nouns/subjects.ts'

/** The feeds, by the noun in their address: every list of the graph is one. */
export const nouns: ReadonlyMap<string, Noun> = new Map(
  [articles, authors, claims, events, outlets, parties, places, reviews, subjects].map((noun) => [
    noun.name,
    noun,
  ]),
)
