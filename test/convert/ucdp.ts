import type { AnyRecord, ArticleRecord, Edtf, EventRecord, PlaceRecord, Slug } from '../../db/records.ts'
import { PLACE_PRECISIONS } from '../../db/vocabulary.ts'
import { countryCodeOf } from './country.ts'
import { type Row, readTable } from './csv.ts'
import { once } from './once.ts'
import { readShared } from './shared-data.ts'
import { createUniqueSlugs, slugOf } from './slug.ts'
import type { Tally } from './tally.ts'
import { claimsOf } from './ucdp-claims.ts'
import { partiesOf } from './ucdp-parties.ts'
import { sourcesOf } from './ucdp-sources.ts'
import { clip, onOneLine } from './words.ts'

/** UCDP GED from `../shared/data`; throws ENOENT where it is missing. */
export const readUcdp = (skipped: Tally = new Map()): Generator<AnyRecord> =>
  convertUcdp(readShared('ucdp-ged-sample.csv').toString(), skipped)

/**
 * UCDP GED events as records: the entry that UCDP published, the reports it names, place and parties, the event,
 * and UCDP's figures as claims. `skipped` counts what becomes no record.
 */
export const convertUcdp = (csv: string, skipped: Tally = new Map()): Generator<AnyRecord> =>
  once(eventsOf(csv, skipped))

const TITLE_LENGTH = 300

const UCDP = {
  record: 'Outlet',
  slug: 'ucdp',
  name: 'Uppsala Conflict Data Program',
  url: 'https://ucdp.uu.se/',
  countryCode: 'SE',
  language: 'en',
} as const

/**
 * UCDP's event_clarity: 1, reported so that the event can be told apart; 2, only in a sum of several. FAIR and
 * not CONFIRMED for the first: UCDP found it credible, and says nowhere that the party responsible admits it.
 */
const STATUSES = new Map<string, EventRecord['status']>([
  ['1', 'FAIR'],
  ['2', 'WEAK'],
])

const ONE_SIDED = '3'

function* eventsOf(csv: string, skipped: Tally): Generator<AnyRecord> {
  yield UCDP
  const uniqueSlug = createUniqueSlugs()
  for (const row of readTable(csv)) {
    const slug = uniqueSlug(slugOf(`ucdp-ged-${row('id')}`))
    const entry = entryOf(row, slug)
    const sources = [...sourcesOf(row('source_article'), skipped)]
    const place = placeOf(row)
    const parties = partiesOf(row, entry.slug)
    yield* [entry, ...sources, place, ...parties]
    const reports = new Set(sources.flatMap((source) => (source.record === 'Article' ? [source.slug] : [])))
    yield eventOf(
      row,
      slug,
      place,
      parties.map((party) => party.slug),
      [...reports],
    )
    yield* claimsOf(row, slug, entry.slug, UCDP.slug)
  }
}

/** UCDP's own entry of the event, as an article that its figures can be claims of. */
const entryOf = (row: Row, event: Slug): ArticleRecord => ({
  record: 'Article',
  slug: `${event}/record`,
  headline: `UCDP GED event ${row('id')}`,
  outlet: UCDP.slug,
  publishedOn: row('date_end'),
  language: 'en',
  note: [
    'UCDP GED has no date of publication per event: dated by the last day of the event.',
    onOneLine(row('source_article')) && `Sources as given: ${onOneLine(row('source_article'))}`,
    onOneLine(row('source_original')) && `Said first by, as given: ${onOneLine(row('source_original'))}`,
  ]
    .filter(Boolean)
    .join('\n'),
})

/** One place per name, country, point and precision: the same name is given with different ones. */
function placeOf(row: Row): PlaceRecord {
  const [latitude, longitude] = [Number(row('latitude')), Number(row('longitude'))]
  const precision = PLACE_PRECISIONS[Number(row('where_prec')) - 1]
  if (!precision) throw new RangeError(`where_prec ${row('where_prec')} of event ${row('id')}`)
  const north = `${Math.abs(latitude)}${latitude < 0 ? 's' : 'n'}`
  const east = `${Math.abs(longitude)}${longitude < 0 ? 'w' : 'e'}`
  const named = slugOf('ucdp', row('country'), row('where_coordinates'))
  return {
    record: 'Place',
    slug: `${named}/${north}/${east}/${precision.toLowerCase()}`,
    name: onOneLine(row('where_coordinates')),
    countryCode: countryCodeOf(row('country')),
    subdivisionCode: null,
    latitude,
    longitude,
    precision,
  }
}

function eventOf(row: Row, slug: Slug, place: PlaceRecord, sides: Slug[], coverage: Slug[]): EventRecord {
  const status = STATUSES.get(row('event_clarity'))
  if (!status) throw new RangeError(`event_clarity ${row('event_clarity')} of event ${row('id')}`)
  const roles = row('type_of_violence') === ONE_SIDED ? (['PERPETRATOR', 'TARGET'] as const) : []
  return {
    record: 'Event',
    slug,
    title: clip(`${row('side_a')} – ${row('side_b')}, ${place.name}`, TITLE_LENGTH),
    summary: summaryOf(row),
    type: { scheme: 'UCDP', code: row('type_of_violence') },
    when: whenOf(row('date_start'), row('date_end')),
    places: [place.slug],
    participants: sides.map((party, side) => ({ party, role: roles[side] ?? 'PARTICIPANT' })),
    status,
    coverage,
  }
}

/**
 * UCDP's date_prec 1 is one known day; 2 to 5 (days, a week, a month, up to a year) have a first and a last
 * possible day, which the interval says without a `~`: its ends are limits, not guesses.
 */
const whenOf = (start: string, end: string): Edtf => (start === end ? start : `${start}/${end}`)

const summaryOf = (row: Row) =>
  [
    `Conflict ${row('conflict_new_id')}: ${row('conflict_name')}.`,
    `Dyad ${row('dyad_new_id')}: ${row('dyad_name')}.`,
    `Where: ${[row('where_description'), row('adm_2'), row('adm_1'), row('country')].filter(Boolean).join('; ')}.`,
    `Precision of place ${row('where_prec')}, of date ${row('date_prec')} (UCDP). Entry ${row('relid')}.`,
  ]
    .map(onOneLine)
    .join(' ')
