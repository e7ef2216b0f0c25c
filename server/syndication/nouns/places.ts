import type { PlacesFeedQuery } from '../generated/types.ts'
import { createNoun } from '../noun.ts'
import { labelled, paragraphs, prose } from '../words.ts'

export const places = createNoun<PlacesFeedQuery>(
  'places',
  ({ name, countryCode, subdivisionCode, coordinates }) => ({
    title: name,
    paragraphs: paragraphs(
      labelled('Country', countryCode),
      labelled('Subdivision', subdivisionCode),
      // Never as if it were a point: the precision is said with it.
      coordinates &&
        `Coordinates: ${coordinates.latitude}, ${coordinates.longitude} (precision: ${prose(coordinates.precision)})`,
    ),
  }),
)
