import type { PlaceRecord } from '../records.ts'
import { InvalidValue } from '../values/invalid-value.ts'
import { PLACE_PRECISIONS } from '../vocabulary.ts'
import { placeOf } from './draft.ts'
import { optional, required } from './fields.ts'
import { report } from './reading.ts'
import type { Draft, FieldsOf, Noun } from './shape.ts'
import { code, countryCode, MAX_NAME, number, oneOf, text } from './values.ts'

const subdivisionCode = code(
  /^[A-Z]{2}-[A-Z0-9]{1,3}$/,
  'A subdivision is its code by ISO 3166-2, as in IQ-BG.',
)

const fields: FieldsOf<PlaceRecord> = {
  name: required('name', text(MAX_NAME)),
  countryCode: optional('country_code', countryCode),
  subdivisionCode: optional('subdivision_code', subdivisionCode),
  latitude: optional('latitude', number(-90, 90)),
  longitude: optional('longitude', number(-180, 180)),
  precision: required('precision', oneOf(PLACE_PRECISIONS)),
}

const COORDINATES_TOGETHER = 'A place has both coordinates or neither.'

export const place: Noun = {
  kind: 'Place',
  table: 'place',
  fields,
  check: checkCoordinates,
  constraints: {
    place_coordinates_together: { field: 'longitude', code: 'INCONSISTENT', message: COORDINATES_TOGETHER },
  },
}

/** What a stored place lacks, a patch need not give: the database has the last word there. */
function checkCoordinates(draft: Draft): void {
  const { latitude = null, longitude = null } = draft.record
  const isPatch = draft.record.latitude === undefined || draft.record.longitude === undefined
  if ((latitude === null) === (longitude === null)) return
  if (isPatch) draft.missing.push(latitude === null ? 'latitude' : 'longitude')
  else report(placeOf(draft, 'longitude'), new InvalidValue('INCONSISTENT', COORDINATES_TOGETHER))
}
