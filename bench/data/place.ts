import { preparedAt } from './calendar.ts'
import { COUNTRIES } from './countries.ts'
import { between, chance, type Shares, share, zipf } from './dice.ts'
import { RECORDERS_LANGUAGE } from './languages.ts'
import { lifeOf } from './life.ts'
import type { Put } from './rows.ts'
import { properName } from './words.ts'
import type { World } from './world.ts'

const MAX_DISTANCE_DEGREES = 3

export const placeName = ({ diceFor }: World, id: number): string =>
  properName(diceFor('place name', id), RECORDERS_LANGUAGE)

export function putPlace(world: World, put: Put, id: number): void {
  const dice = world.diceFor('Place', id)
  const name = placeName(world, id)
  const precision = share(dice, PRECISIONS)
  const country = precision === 'INTERNATIONAL' ? undefined : COUNTRIES[zipf(dice, COUNTRIES.length) - 1]
  const point = chance(dice, 0.95) ? country : undefined
  const near = (degrees: number) => Number((degrees + (dice() * 2 - 1) * MAX_DISTANCE_DEGREES).toFixed(4))
  put('place', {
    ...lifeOf(world, 'Place', id, preparedAt(id / world.size.places)),
    slug: `${name.toLowerCase()}-${id}`,
    name,
    country_code: country?.code ?? null,
    subdivision_code: country && chance(dice, 0.5) ? `${country.code}-${between(dice, 1, 20)}` : null,
    latitude: point ? near(point.latitude) : null,
    longitude: point ? near(point.longitude) : null,
    precision,
  })
}

const PRECISIONS = [
  ['EXACT', 35],
  ['NEAR', 20],
  ['ADM2', 15],
  ['ADM1', 12],
  ['PART_OF_COUNTRY', 8],
  ['COUNTRY', 7],
  ['INTERNATIONAL', 3],
] as const satisfies Shares<string>
