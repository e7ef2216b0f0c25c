import { sql } from 'kysely'
import { PLACE_PRECISIONS } from '../db/vocabulary.ts'
import { nodeType } from './node.ts'
import { enumType, fields, inputs, list, lookup, tableType } from './sql/index.ts'
import { mutations } from './writes/index.ts'

const PlacePrecision = enumType(
  'PlacePrecision',
  PLACE_PRECISIONS,
  'How exactly a place is known (UCDP `where_prec`, 1 to 7). Coordinates mean no more than it says.',
  {
    EXACT: 'The very place: a point.',
    NEAR: 'Somewhere near the point, within about 25 km.',
    ADM2: 'The district; the point stands for all of it.',
    ADM1: 'The province; the point stands for all of it.',
    PART_OF_COUNTRY: 'A part of the country that is no province; the point stands for all of it.',
    COUNTRY: 'The country; the point stands for all of it.',
    INTERNATIONAL: 'Between countries: at sea or in the air.',
  },
)

const Coordinates = tableType('place', 'Coordinates', {
  description: 'A point by WGS 84, with how much it may be trusted: never a point alone.',
})

fields(Coordinates, (t) => ({
  latitude: t.expression({
    type: 'Float',
    description: 'Degrees, north positive.',
    sql: (place) => place('latitude'),
  }),
  longitude: t.expression({
    type: 'Float',
    description: 'Degrees, east positive.',
    sql: (place) => place('longitude'),
  }),
  precision: t.column('precision', { type: PlacePrecision, description: 'What the point stands for.' }),
}))

export const Place = nodeType('place', 'Place', 'Where something happened, as exactly as is known.')

fields(Place, (t) => ({
  name: t.column('name', {
    description: 'Usual name.',
    input: true,
    filter: 'Its usual name compares so.',
    order: 'By name, in the order of code points.',
  }),
  countryCode: t.column('country_code', {
    type: 'CountryCode',
    nullable: true,
    description: 'Country it lies in; null for a place in none, or in several.',
    input: true,
    filter: 'Lies in one of these countries.',
  }),
  subdivisionCode: t.column('subdivision_code', {
    nullable: true,
    description: 'Province by ISO 3166-2, such as `IQ-BG`; null when not known.',
    input: true,
    filter: 'The province.',
  }),
  precision: t.column('precision', {
    type: PlacePrecision,
    description: 'How exactly it is known.',
    input: true,
    filter: 'Is known this exactly.',
  }),
  coordinates: t.part(Coordinates, {
    description: 'A point that stands for it; null when none is given.',
    present: (place) => sql`${place('latitude')} is not null`,
  }),
}))

inputs(Place, {
  latitude: {
    is: 'value',
    type: 'Float',
    description: 'Degrees by WGS 84, north positive, from -90 to 90; with `longitude`.',
  },
  longitude: {
    is: 'value',
    type: 'Float',
    description: 'Degrees by WGS 84, east positive, from -180 to 180; with `latitude`.',
  },
})

lookup(Place, 'place', { description: 'One place. Null when there is none by that key.' })
list(Place, 'places', {
  description: 'Places, by name unless asked otherwise.',
  order: { field: 'NAME', direction: 'ASC' },
})
mutations(Place, 'places')
