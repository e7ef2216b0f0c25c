import { type Moment, preparedAt } from './calendar.ts'
import { COUNTRIES } from './countries.ts'
import { below, between, chance, type Dice, pick, type Shares, share, skewed, zipf } from './dice.ts'
import { RECORDERS_LANGUAGE } from './languages.ts'
import { lifeOf } from './life.ts'
import type { Put } from './rows.ts'
import { properName, sentence, vocabulary } from './words.ts'
import type { World } from './world.ts'

/** A named party: of 30,000 the first comes up once in sixty times. */
export const someParty = (world: World, dice: Dice): number => skewed(dice, world.size.parties, 2.5)

export function putParty(world: World, put: Put, id: number): void {
  const dice = world.diceFor('Party', id)
  const kind = share(dice, KINDS)
  const name = nameOf(dice, kind)
  put('party', {
    ...lifeOf(world, 'Party', id, preparedAt(id / world.size.parties)),
    slug: `${name.toLowerCase().replaceAll(' ', '-')}-${id}`,
    name,
    kind,
    description: chance(dice, 0.3) ? sentence(dice, vocabulary(RECORDERS_LANGUAGE), 12) : null,
    country_code: chance(dice, 0.8) ? (COUNTRIES[zipf(dice, COUNTRIES.length) - 1]?.code ?? null) : null,
    member_of: id > 1 && chance(dice, 0.4) ? 1 + Math.floor((id - 1) * dice() ** 2) : null,
    article_id: null,
  })
  if (!chance(dice, 0.3)) return
  put('party_alt_id', { party_id: id, position: 0, scheme: 'wikidata', value: `Q${between(dice, 1e5, 1e8)}` })
}

/** A speaker whom one article leaves without a name. */
export function putUnnamedParty(
  world: World,
  put: Put,
  id: number,
  article: { id: number; slug: string; made: Moment },
): void {
  const dice = world.diceFor('Unnamed', id)
  put('party', {
    ...lifeOf(world, 'Unnamed', id, article.made),
    slug: `${article.slug}/speaker`,
    name: `${pick(dice, DESCRIPTIONS)} ${pick(dice, SPEAKERS)}`,
    kind: 'UNNAMED',
    description: null,
    country_code: null,
    member_of: chance(dice, 0.3) ? 1 + below(dice, world.size.parties) : null,
    article_id: article.id,
  })
}

const DESCRIPTIONS = ['A senior', 'A local', 'A former', 'One', 'A military', 'A western']
const SPEAKERS = ['officer', 'official', 'resident', 'doctor', 'diplomat', 'witness', 'aid worker']

const KINDS = [
  ['PERSON', 50],
  ['ORGANIZATION', 20],
  ['GOVERNMENT', 12],
  ['ARMED_GROUP', 9],
  ['ARMED_FORCE', 5],
  ['INTERNATIONAL_BODY', 4],
] as const satisfies Shares<string>

type Kind = (typeof KINDS)[number][0]

function nameOf(dice: Dice, kind: Kind): string {
  const name = properName(dice, RECORDERS_LANGUAGE)
  return kind === 'PERSON'
    ? `${name} ${properName(dice, RECORDERS_LANGUAGE)}`
    : `${pick(dice, TITLES[kind])} ${name}`
}

const TITLES: Readonly<Record<Exclude<Kind, 'PERSON'>, readonly string[]>> = {
  ORGANIZATION: ['Committee for', 'Union of', 'Institute of', 'Company of'],
  GOVERNMENT: ['Government of', 'Foreign Ministry of', 'Health Ministry of', 'Interior Ministry of'],
  ARMED_GROUP: ['Front for', 'Brigade of', 'Movement of'],
  ARMED_FORCE: ['Army of', 'Navy of', 'Air Force of'],
  INTERNATIONAL_BODY: ['Council of', 'Court of', 'Mission to'],
}
