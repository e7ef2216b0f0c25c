import { sql } from 'kysely'
import { EVENT_STATUSES, PARTICIPANT_ROLES } from '../db/vocabulary.ts'
import { Article } from './article.ts'
import { fullText } from './full-text.ts'
import { nodeType } from './node.ts'
import { Party } from './party.ts'
import { Place } from './place.ts'
import {
  type AnyJoin,
  anyOf,
  belongsTo,
  enumType,
  fields,
  filters,
  hasMany,
  joined,
  list,
  lookup,
  manyFilter,
  orders,
  tableType,
  through,
} from './sql/index.ts'
import { periodFilter, UncertainDate } from './uncertain-date.ts'
import { mutations } from './writes/index.ts'

const EventStatus = enumType(
  'EventStatus',
  EVENT_STATUSES,
  'How well an event is supported (after Airwars).',
  {
    CONFIRMED: 'Those who did it say so, or independent evidence shows it.',
    FAIR: 'Two or more credible accounts agree.',
    WEAK: 'One account, not yet supported by another.',
    CONTESTED: 'Accounts disagree on whether, how or through whom it happened.',
    DISCOUNTED: 'Accounts that came later show that it did not happen so.',
  },
)

const ParticipantRole = enumType('ParticipantRole', PARTICIPANT_ROLES, 'What part a party had in an event.', {
  PERPETRATOR: 'Carried it out.',
  TARGET: 'It was aimed at them, or they were hit.',
  PARTICIPANT: 'Took part, as one of several sides.',
  MEDIATOR: 'Brought sides together.',
  VENUE_HOST: 'It took place at theirs.',
  OTHER: 'None of these; see `asDescribed`.',
})

const EventType = tableType('event', 'EventType', {
  description: 'What sort of event, as a term of a scheme.',
})

fields(EventType, (t) => ({
  scheme: t.column('type_scheme', {
    description: 'The scheme: `ACLED`, `CAMEO`, `UCDP` or another.',
    input: {
      description:
        'The scheme: `ACLED`, `CAMEO`, `UCDP` or another of your own. Left out it is `ACLED`, whose codes then apply.',
    },
  }),
  code: t.column('type_code', {
    description: 'The term; for ACLED its sub-event type, `Air/drone strike`.',
    input: true,
  }),
}))

export const Event = nodeType('event', 'Event', 'What happened: only what the accounts of it share.')

const Participant = tableType('event_participant', 'Participant', {
  description: 'A party’s part in an event.',
})

fields(Participant, (t) => ({
  party: t.one(Party, belongsTo('party_id'), {
    description: 'Who had the part.',
    input: true,
    filter: 'The party matches.',
    nullable: false,
  }),
  role: t.column('role', {
    type: ParticipantRole,
    description: 'What part it had.',
    input: true,
    filter: 'Had one of these parts.',
  }),
  asDescribed: t.column('as_described', {
    nullable: true,
    description: 'How the accounts describe it there; null when by its name.',
    input: true,
  }),
}))

fields(Event, (t) => ({
  title: t.column('title', {
    description: 'What happened, in a line and without judgement.',
    input: true,
    filter: 'Its title compares so.',
    order: 'By title, in the order of code points.',
  }),
  summary: t.column('summary', {
    nullable: true,
    description: 'What the accounts share, in a few lines; null without one.',
    input: true,
  }),
  type: t.part(EventType, { description: 'What sort of event it is.', input: true }),
  when: t.part(UncertainDate, {
    description: 'When it happened, as exactly as is known.',
    input: { type: 'EDTF' },
  }),
  places: t.list(Place, through('event_place', { here: 'event_id', there: 'place_id', order: 'position' }), {
    description: 'Where it happened, the main place first.',
    input: true,
    filter: 'Happened in places that match.',
  }),
  participants: t.list(Participant, hasMany('event_id', 'position'), {
    description: 'Who took what part in it.',
    input: true,
    filter: 'Had participants that match.',
  }),
  partOf: t.one(Event, belongsTo('part_of'), {
    description: 'The larger event it is a part of; null when it stands alone.',
    input: true,
    filter: 'Is part of an event that matches.',
  }),
  parts: t.connection(Event, hasMany('part_of'), {
    description: 'The events that are parts of it, in the order of their days.',
    order: { field: 'EARLIEST', direction: 'ASC' },
    filter: 'Has parts that match.',
  }),
  status: t.column('status', {
    type: EventStatus,
    description: 'How well it is supported.',
    input: true,
    filter: 'Has one of these statuses.',
  }),
  coverage: t.connection(Article, through('event_coverage', { here: 'event_id', there: 'article_id' }), {
    description: 'Articles that report it: those listed with it, and those of the claims about it.',
    input: { description: 'Articles that report it, beside those of the claims about it.' },
    order: { field: 'PUBLISHED_ON', direction: 'ASC' },
  }),
}))

filters(Event, {
  when: periodFilter('event', 'earliest', 'latest', 'May have happened on one of these days.'),
  typeScheme: anyOf('event', 'type_scheme', 'Is classed by one of these schemes.'),
  typeCode: anyOf('event', 'type_code', 'Is of one of these types, as coded by its scheme.'),
  search: fullText('event', 'title and summary'),
})

orders(Event, {
  EARLIEST: {
    description: 'By the first day it may have happened on.',
    key: (event) => event('earliest'),
    type: 'date',
    column: 'event.earliest',
  },
})

/** The two ways in which an article reports an event, of which the view `event_coverage` is the union. */
const LISTED = {
  articles: through<'event', 'article', 'event_article'>('event_article', {
    here: 'event_id',
    there: 'article_id',
  }),
  events: through<'article', 'event', 'event_article'>('event_article', {
    here: 'article_id',
    there: 'event_id',
  }),
}
const CLAIMED = {
  articles: claimed('article', { here: 'event_id', there: 'article_id' }),
  events: claimed('event', { here: 'article_id', there: 'event_id' }),
}

fields(Article, (t) => ({
  events: t.connection(Event, through('event_coverage', { here: 'article_id', there: 'event_id' }), {
    description: 'Events that it reports.',
    order: { field: 'EARLIEST', direction: 'ASC' },
  }),
}))

filters(Event, {
  coverage: manyFilter(Article, [LISTED.articles, CLAIMED.articles], 'Is reported by articles that match.'),
})
filters(Article, { events: manyFilter(Event, [LISTED.events, CLAIMED.events], 'Reports events that match.') })

fields(Place, (t) => ({
  events: t.connection(Event, through('event_place', { here: 'place_id', there: 'event_id' }), {
    description: 'What happened there.',
    order: { field: 'EARLIEST', direction: 'DESC' },
    filter: 'Events that match happened there.',
  }),
}))

fields(Party, (t) => ({
  events: t.connection(
    Event,
    // A party may have two parts in one event, and the event is still one.
    joined(({ here, there, table }) => ({
      on: sql`${there('id')} in (select event_id from ${table('event_participant')} where party_id = ${here('id')})`,
    })),
    {
      description: 'Events that it had a part in; `Event.participants` tells which.',
      order: { field: 'EARLIEST', direction: 'DESC' },
    },
  ),
}))

filters(Party, {
  events: manyFilter(
    Event,
    [through('event_participant', { here: 'party_id', there: 'event_id' })],
    'Had a part in events that match.',
  ),
})

/** By way of the claims of an article about an event. */
function claimed(
  to: 'article' | 'event',
  { here: from, there: id }: { here: string; there: string },
): AnyJoin {
  return ({ here, there, table }) => ({
    source: sql`(select ${sql.id(to)}.*, ${sql.ref(from)} as claimed_of
      from ${table('claim')} claim join ${table('claim_event')} about on about.claim_id = claim.id
      join ${table(to)} ${sql.id(to)} on ${sql.ref(`${to}.id`)} = ${sql.ref(id)}
      where claim.withdrawn_at is null and claim.merged_into is null)`,
    on: sql`${there('claimed_of')} = ${here('id')}`,
  })
}

lookup(Event, 'event', { description: 'One event. Null when there is none by that key.' })
list(Event, 'events', {
  description: 'Events, latest first unless asked otherwise.',
  order: { field: 'EARLIEST', direction: 'DESC' },
})
mutations(Event, 'events')
