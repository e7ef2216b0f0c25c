import type { Article } from './article.ts'
import { chance, type Dice, pick, type Shares, share, skewed, zipf } from './dice.ts'
import type { Happening } from './event.ts'
import { someParty } from './party.ts'
import type { Row } from './rows.ts'
import type { World } from './world.ts'

type Link = Row<'claim_attribution'>

/** Who said it, often through whom, and who published it. */
export function chainOf(world: World, dice: Dice, article: Article, happening: Happening): Link[] {
  const said = { ...agent(dice, speakerOf(world, dice, article, happening)), role: 'SAID_BY' } as const
  const published = { ...agent(dice, { outlet_id: article.outlet }), role: 'PUBLISHED_BY' } as const
  const via = {
    ...agent(dice, { outlet_id: skewed(dice, world.size.outlets, 3) }),
    role: 'REPORTED_VIA',
  } as const
  switch (share(dice, LENGTHS)) {
    case 1:
      return [said]
    case 2:
      return [said, chance(dice, 0.5) ? published : via]
    case 3:
      return [said, via, published]
  }
}

const LENGTHS = [
  [1, 55],
  [2, 33],
  [3, 12],
] as const satisfies Shares<number>

type Agent = Pick<Link, 'party_id' | 'outlet_id' | 'author_id'>

/** The unnamed speaker of the article, its author, one who took part in the event, or anyone. */
function speakerOf(world: World, dice: Dice, { unnamed, authors }: Article, { parties }: Happening): Agent {
  const [author] = authors
  if (unnamed !== null && chance(dice, 0.3)) return { party_id: unnamed }
  if (author !== undefined && chance(dice, 0.2)) return { author_id: author }
  if (chance(dice, 0.05)) return { outlet_id: skewed(dice, world.size.outlets, 3) }
  return { party_id: parties.length > 0 && chance(dice, 0.5) ? pick(dice, parties) : someParty(world, dice) }
}

const agent = (dice: Dice, { party_id = null, outlet_id = null, author_id = null }: Agent): Link => ({
  party_id,
  outlet_id,
  author_id,
  cue: chance(dice, 0.85) ? (CUES[zipf(dice, CUES.length) - 1] ?? null) : null,
  as_described: chance(dice, 0.1) ? pick(dice, DESCRIPTIONS) : null,
})

const CUES = [
  ...[
    'said',
    'told',
    'announced',
    'according to',
    'denied',
    'added',
    'claimed',
    'reported',
    'stated',
    'wrote',
  ],
  ...[
    'warned',
    'confirmed',
    'called',
    'described',
    'rejected',
    'insisted',
    'posted',
    'acknowledged',
    'quoted',
  ],
  ...[
    'estimated',
    'accused',
    'vowed',
    'admitted',
    'argued',
    'predicted',
    'demanded',
    'recalled',
    'testified',
  ],
]

const DESCRIPTIONS = ['a spokesman', 'the ministry', 'a statement', 'the agency', 'an eyewitness', 'sources']
