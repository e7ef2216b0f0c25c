import { createDice, type DiceFor } from './dice.ts'

/** How many records of each noun there are; unnamed parties, about one to ten articles, come on top. */
export interface Size {
  outlets: number
  authors: number
  subjects: number
  articles: number
  parties: number
  places: number
  events: number
  claims: number
  reviews: number
}

/** What every record is made from. */
export interface World {
  size: Size
  diceFor: DiceFor
}

/** The other nouns in proportion to these three, each at least once. */
export function sizeFor({ articles, events, claims }: Pick<Size, 'articles' | 'events' | 'claims'>): Size {
  return {
    outlets: Math.ceil(articles / 100),
    authors: Math.ceil(articles / 10),
    subjects: Math.ceil(articles / 400),
    articles,
    parties: Math.ceil(articles * 0.15),
    places: Math.ceil(events / 5),
    events,
    claims,
    reviews: Math.ceil(claims / 100),
  }
}

export const createWorld = (size: Size, seed: number): World => ({ size, diceFor: createDice(seed) })
