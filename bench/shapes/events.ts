import { pick } from '../data/dice.ts'
import { type Shape, STANDING } from './shape.ts'

const DAY_MS = 86_400_000
const SPAN_DAYS = 365

export const events: Shape = {
  name: 'events',
  title: 'Events of a country within a year: first 50 with places and figures, and their count',
  nested: true,
  draw: ({ days, countries }, dice) => {
    const [country, from] = [pick(dice, countries), pick(dice, days)]
    const to = new Date(Date.parse(from) + SPAN_DAYS * DAY_MS).toISOString().slice(0, 10)
    return {
      dateline: { country: [country], from, to },
      postgraphile: { country: [country], from, to },
      limit: [country, from, to],
    }
  },
  dateline: `query Events($country: [CountryCode!]!, $from: Date!, $to: Date!) {
    events(first: 50, filter: { when: { from: $from, to: $to }, places: { some: { countryCode: $country } } }) {
      totalCount
      nodes {
        id title status
        when { edtf earliest latest }
        places { id name }
        figures { measure unit population low high best independentSources }
      }
    }
  }`,
  postgraphile: `query Events($country: [String!]!, $from: Date!, $to: Date!) {
    events: allEvents(
      first: 50, orderBy: [EARLIEST_DESC, ROW_ID_DESC]
      filter: {
        earliest: { lessThanOrEqualTo: $to }, latest: { greaterThanOrEqualTo: $from }, ${STANDING}
        eventPlacesByEventId: { some: { placeByPlaceId: { countryCode: { in: $country }, ${STANDING} } } }
      }
    ) {
      totalCount
      nodes {
        id: rowId title status edtf earliest latest
        places: eventPlacesByEventId(orderBy: [POSITION_ASC], filter: { placeByPlaceId: { ${STANDING} } }) {
          nodes { node: placeByPlaceId { id: rowId name } }
        }
        figures: eventFiguresByEventId(orderBy: [MEASURE_ASC, POPULATION_ASC, UNIT_ASC]) {
          nodes { measure unit population low high best independentSources }
        }
      }
    }
  }`,
  limit: `with listed as (
      select id, title, status, edtf, earliest, latest from event
      where daterange(earliest, latest, '[]') && daterange($2::date, $3::date, '[]')
        and withdrawn_at is null and merged_into is null
        and exists (select from event_place l join place on place.id = l.place_id
          where l.event_id = event.id and country_code = $1::text
            and place.withdrawn_at is null and place.merged_into is null)
    )
    select json_build_object('data', json_build_object('events', json_build_object(
      'totalCount', (select count(*) from listed),
      'nodes', (select coalesce(json_agg(r), '[]') from (
        select 'Event:' || e.id as id, title, status, json_build_object('edtf', edtf,
            'earliest', nullif(earliest, '-infinity'), 'latest', nullif(latest, 'infinity')) as "when",
          (select coalesce(json_agg(p), '[]') from (
            select 'Place:' || place.id as id, name from event_place l join place on place.id = l.place_id
            where l.event_id = e.id and withdrawn_at is null and merged_into is null order by l.position) p) as places,
          (select coalesce(json_agg(f), '[]') from (
            select measure, unit, population, low, high, best, independent_sources as "independentSources"
            from event_figure where event_id = e.id
            order by measure, population nulls first, unit nulls first) f) as figures
        from (select * from listed order by earliest desc, id desc limit 50) e) r))))::text`,
  differs: 'figures without a population or a unit come last among those of one measure, not first',
}
