import { pick } from '../data/dice.ts'
import { knownDay, orNull, type Shape, STANDING } from './shape.ts'

const DAY_MS = 86_400_000
const SPAN_DAYS = 365

export const events: Shape = {
  name: 'events',
  title: 'the events of a country within a year: first 50 with places and figures, and their count',
  nested: false,
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
  limit: `with listed as materialized (
      select id, title, status, edtf, earliest, latest from event
      where daterange(earliest, latest, '[]') && daterange($2::date, $3::date, '[]')
        and withdrawn_at is null and merged_into is null
        and exists (
          select from event_place join place on place.id = place_id
          where event_id = event.id and country_code = $1::text
            and place.withdrawn_at is null and place.merged_into is null)
    )
    select '{"data":{"events":{"totalCount":' || (select count(*) from listed) || ',"nodes":[' || coalesce((
      select string_agg('{"id":"Event:' || id || '","title":' || to_json(title) || ',"status":"' || status
        || '","when":{"edtf":' || to_json(edtf) || ',"earliest":' || ${knownDay('earliest')}
        || ',"latest":' || ${knownDay('latest')} || '},"places":[' || coalesce((
          select string_agg('{"id":"Place:' || place.id || '","name":' || to_json(name) || '}', ',' order by position)
          from event_place join place on place.id = place_id
          where event_id = event.id and withdrawn_at is null and merged_into is null), '')
        || '],"figures":[' || coalesce((
          select string_agg('{"measure":"' || measure || '","unit":' || ${orNull('unit')}
            || ',"population":' || ${orNull('population')} || ',"low":' || ${orNull('low')}
            || ',"high":' || ${orNull('high')} || ',"best":' || ${orNull('best')}
            || ',"independentSources":' || independent_sources || '}', ','
            order by measure, population nulls first, unit nulls first)
          from event_figure where event_id = event.id), '') || ']}', ',')
      from (select * from listed order by earliest desc, id desc limit 50) event), '') || ']}}}'`,
  differs:
    'reaches the view of the figures by a smart tag; among those of one measure, figures without population or unit come last',
}
