import { preparedAt } from './calendar.ts'
import { COUNTRIES } from './countries.ts'
import { between, chance, pick, share, skewed, zipf } from './dice.ts'
import { LANGUAGES, type Language, RECORDERS_LANGUAGE } from './languages.ts'
import { lifeOf } from './life.ts'
import type { Put } from './rows.ts'
import { properName } from './words.ts'
import type { World } from './world.ts'

interface Masthead {
  name: string
  /** Part of its slug and of the slugs of its articles. */
  key: string
  domain: string
  language: Language
}

/** What is printed on every page of an outlet. */
export function mastheadOf({ diceFor }: World, id: number): Masthead {
  const dice = diceFor('masthead', id)
  const [name, title] = [properName(dice, RECORDERS_LANGUAGE), pick(dice, TITLES)]
  const key = `${name}-${title}-${id}`.toLowerCase()
  return { name: `${name} ${title}`, key, domain: `${key}.example`, language: share(dice, LANGUAGE_SHARES) }
}

const TITLES = [
  'Post',
  'Times',
  'News',
  'Herald',
  'Monitor',
  'Journal',
  'Review',
  'Wire',
  'Tribune',
  'Observer',
]

const LANGUAGE_SHARES = LANGUAGES.map((language) => [language, language.share] as const)

/** The outlet of some article: of 2,000 the first publishes a twelfth of all. */
export const someOutlet = (world: World, kind: string, id: number): number =>
  skewed(world.diceFor(kind, id), world.size.outlets, 3)

export function putOutlet(world: World, put: Put, id: number): void {
  const { name, key, domain, language } = mastheadOf(world, id)
  const dice = world.diceFor('Outlet', id)
  put('outlet', {
    ...lifeOf(world, 'Outlet', id, preparedAt(id / world.size.outlets)),
    slug: key,
    name,
    url: `https://www.${domain}/`,
    country_code: chance(dice, 0.95) ? (COUNTRIES[zipf(dice, COUNTRIES.length) - 1]?.code ?? null) : null,
    language: language.tag,
  })
  if (!chance(dice, 0.4)) return
  put('outlet_alt_id', { outlet_id: id, position: 0, scheme: 'domain', value: domain })
  if (!chance(dice, 0.5)) return
  put('outlet_alt_id', {
    outlet_id: id,
    position: 1,
    scheme: 'wikidata',
    value: `Q${between(dice, 1e5, 1e8)}`,
  })
}
