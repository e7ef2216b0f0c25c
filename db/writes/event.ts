import type { EventRecord } from '../records.ts'
import { EVENT_STATUSES, PARTICIPANT_ROLES } from '../vocabulary.ts'
import {
  defaulted,
  group,
  list,
  optional,
  reference,
  references,
  required,
  requiredReference,
} from './fields.ts'
import type { Field, FieldsOf, Noun } from './shape.ts'
import { edtfDate, MAX_CODE, MAX_NAME, MAX_PROSE, oneOf, text } from './values.ts'

const when: Field = {
  columns: { edtf: null, earliest: null, latest: null },
  presence: 'REQUIRED',
  read: (value, row) => {
    Object.assign(row, edtfDate(value))
  },
}

const type = group({
  scheme: defaulted('type_scheme', text(MAX_CODE), 'ACLED'),
  code: required('type_code', text(MAX_CODE)),
})

const fields: FieldsOf<EventRecord> = {
  title: required('title', text(MAX_NAME)),
  summary: optional('summary', text(MAX_PROSE)),
  type: { ...type, presence: 'REQUIRED' },
  when,
  places: references('event_place', 'event_id', 'place_id', 'Place'),
  participants: list('event_participant', 'event_id', {
    party: requiredReference('party_id', 'Party'),
    role: required('role', oneOf(PARTICIPANT_ROLES)),
    asDescribed: optional('as_described', text(MAX_PROSE)),
  }),
  partOf: reference('part_of', 'Event'),
  status: required('status', oneOf(EVENT_STATUSES)),
  coverage: references('event_article', 'event_id', 'article_id', 'Article'),
}

export const event: Noun = {
  kind: 'Event',
  table: 'event',
  fields,
  constraints: {
    event_part_of_other: {
      field: 'partOf',
      code: 'SELF_REFERENCE',
      message: 'This refers to the record itself.',
    },
  },
}
