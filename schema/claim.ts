import { sql } from 'kysely'
import { CLAIM_KINDS, CLAIM_STATUSES, RELATION_KINDS } from '../db/vocabulary.ts'
import { Anchor } from './anchor.ts'
import { Article } from './article.ts'
import { Attribution } from './attribution.ts'
import { Author } from './author.ts'
import { Event } from './event.ts'
import { Figure } from './figure.ts'
import { fullText } from './full-text.ts'
import { Link } from './link.ts'
import { nodeType } from './node.ts'
import { Outlet } from './outlet.ts'
import { Party } from './party.ts'
import {
  belongsTo,
  enumType,
  fields,
  filters,
  hasMany,
  inputs,
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

const ClaimKind = enumType('ClaimKind', CLAIM_KINDS, 'What a claim states.', {
  EVENT_PROPERTY: 'What happened, where, when, or who had a part in it.',
  NUMERICAL: 'How many or how much; the claim has figures.',
  QUOTATION: 'What somebody said, for its own sake.',
  CAUSAL: 'Why something happened, or what it led to.',
  POSITION: 'What somebody wants, demands or refuses.',
  PREDICTION: 'What will or may happen.',
})

const ClaimStatus = enumType('ClaimStatus', CLAIM_STATUSES, 'Whether a claim counts.', {
  CANDIDATE: 'Recorded, not yet checked against its passage; counts in no figure.',
  ACCEPTED: 'Its article does say so. Not: that it is true.',
  WITHDRAWN: 'Its speaker took it back; counts in no figure.',
})

export const RelationKind = enumType('RelationKind', RELATION_KINDS, 'How a claim stands to another.', {
  SUPPORTS: 'If it is true, the other is likelier.',
  CONTRADICTS: 'Both cannot be true.',
  REPEATS: 'It says the same on the other’s authority: one source, not two.',
  UPDATES: 'The same speaker says it anew, with what became known since.',
})

export const Claim = nodeType(
  'claim',
  'Claim',
  'One statement made in one article, by whom and through whom.',
)

const Relation = tableType('claim_relation', 'ClaimRelation', {
  description: 'How one claim stands to another. Claims that contradict each other stay side by side.',
})

fields(Relation, (t) => ({
  kind: t.column('kind', {
    type: RelationKind,
    description: 'How it stands.',
    input: true,
    filter: 'Is of one of these kinds.',
  }),
  claim: t.one(Claim, belongsTo('claim_id'), { description: 'The claim that stands so.', nullable: false }),
  other: t.one(Claim, belongsTo('other_id'), {
    description: 'The claim it stands so to.',
    filter: 'The other claim matches.',
    nullable: false,
  }),
  note: t.column('note', {
    nullable: true,
    description: 'Why an editor thinks so; null without a note.',
    input: true,
  }),
}))

inputs(Relation, {
  claim: { is: 'reference', to: Claim, description: 'The other claim.' },
})

fields(Claim, (t) => ({
  text: t.column('text', {
    description: 'The statement in the recorder’s own words; the passage itself is in `anchors`.',
    input: true,
    filter: 'The statement.',
  }),
  kind: t.column('kind', {
    type: ClaimKind,
    description: 'What it states.',
    input: true,
    filter: 'Is of one of these kinds.',
  }),
  status: t.column('status', {
    type: ClaimStatus,
    description: 'Whether it counts.',
    input: {
      description:
        'Whether it counts. Left out of a new claim it is ACCEPTED: give CANDIDATE while nobody has held it against its passage.',
    },
    filter: 'Has one of these statuses.',
  }),
  saidOn: t.part(UncertainDate, {
    description: 'When it was said, as exactly as is known; null where the article does not tell.',
    input: { type: 'EDTF' },
    present: (claim) => sql`${claim('said_edtf')} is not null`,
    columns: { edtf: 'said_edtf', earliest: 'said_earliest', latest: 'said_latest' },
  }),
  article: t.one(Article, belongsTo('article_id'), {
    description: 'The article that it is made in.',
    input: true,
    filter: 'Made in an article that matches.',
    nullable: false,
  }),
  events: t.list(Event, through('claim_event', { here: 'claim_id', there: 'event_id', order: 'position' }), {
    description: 'The events that it is about.',
    input: true,
    filter: 'About events that match.',
  }),
  attributions: t.list(Attribution, hasMany('claim_id', 'position'), {
    description: 'Who said it, through whom, and who published it: from the first speaker to the outlet.',
    input: true,
    filter: 'Has a link of the chain that matches.',
  }),
  anchors: t.list(Anchor, hasMany('claim_id', 'position'), {
    description: 'The passage; several where it is interrupted.',
    input: true,
    filter: 'Has an anchor that matches.',
  }),
  figures: t.list(Figure, hasMany('claim_id', 'position'), {
    description: 'Figures that it states, in the order of the passage.',
    input: true,
    filter: 'States a figure that matches.',
  }),
  citations: t.list(
    Link,
    through('claim_citation', { here: 'claim_id', there: 'link_id', order: 'position' }),
    {
      description: 'Links of its article that are given as the source.',
      filter: 'Cites links that match.',
    },
  ),
  relations: t.list(Relation, hasMany('claim_id', 'position'), {
    description: 'How it stands to other claims, as recorded with it.',
    input: true,
    filter: 'Stands to another claim in a way that matches.',
  }),
  relatedBy: t.list(
    Relation,
    joined(({ here, there }) => ({
      on: sql`${there('other_id')} = ${here('id')}`,
      order: sql`${there('claim_id')}, ${there('position')}`,
    })),
    {
      description: 'How other claims stand to it, as recorded with them.',
      filter: 'Another claim stands to it in a way that matches.',
    },
  ),
  contradictions: t.list(
    Claim,
    joined(({ here, there, table }) => ({
      on: sql`${there('id')} in (
        select other_id from ${table('claim_relation')} where claim_id = ${here('id')} and kind = 'CONTRADICTS'
        union select claim_id from ${table('claim_relation')} where other_id = ${here('id')} and kind = 'CONTRADICTS')`,
      order: there('id'),
    })),
    { description: 'The claims that contradict it, whichever of the two it was recorded with.' },
  ),
}))

inputs(Claim, {
  preferredFor: {
    is: 'reference',
    to: Event,
    list: true,
    description: 'Those of `events` for which an editor prefers this claim’s figures as the best.',
  },
  citations: {
    is: 'value',
    type: ['Int'],
    description: 'Links of its article that are given as the source: their positions among `links`, from 0.',
  },
})

filters(Claim, {
  saidOn: periodFilter('claim', 'said_earliest', 'said_latest', 'May have been said on one of these days.'),
  search: fullText('claim', 'the statement'),
})

orders(Claim, {
  SAID_ON: {
    description: 'By the first day it may have been said on; first those whose day is unknown.',
    key: (claim) => claim('said_earliest'),
    type: 'date',
    column: 'claim.said_earliest',
  },
})

fields(Article, (t) => ({
  claims: t.connection(Claim, hasMany('article_id'), {
    description: 'Claims made in it, in the order they were recorded.',
    order: { field: 'CREATED_AT', direction: 'ASC' },
    filter: 'Has claims that match.',
  }),
}))

fields(Event, (t) => ({
  claims: t.connection(Claim, through('claim_event', { here: 'event_id', there: 'claim_id' }), {
    description: 'Claims about it, in the order they were recorded.',
    order: { field: 'CREATED_AT', direction: 'ASC' },
    filter: 'Claims that match are about it.',
  }),
}))

/** The claims in whose chain an agent stands, by the column of the chain that names it. */
const claimsThrough = <Here extends 'party' | 'outlet' | 'author'>(here: `${Here}_id`) =>
  joined<Here, 'claim'>(({ there, table, ...scope }) => ({
    on: sql`exists (select from ${table('claim_attribution')} chain
      where chain.claim_id = ${there('id')} and ${sql.ref(`chain.${here}`)} = ${scope.here('id')})`,
  }))

const CLAIMS_THROUGH = {
  description:
    'Claims in whose chain it stands: that it said, passed on or published. `attributions` tells which.',
  order: { field: 'CREATED_AT', direction: 'DESC' },
} as const

fields(Party, (t) => ({ claims: t.connection(Claim, claimsThrough('party_id'), CLAIMS_THROUGH) }))
fields(Outlet, (t) => ({ claims: t.connection(Claim, claimsThrough('outlet_id'), CLAIMS_THROUGH) }))
fields(Author, (t) => ({ claims: t.connection(Claim, claimsThrough('author_id'), CLAIMS_THROUGH) }))

// An agent may stand in the chain of one claim twice. A filter minds no repetition, and joins what a list may not.
const chainFilter = (here: 'party_id' | 'outlet_id' | 'author_id') => ({
  claims: manyFilter(
    Claim,
    [through('claim_attribution', { here, there: 'claim_id' })],
    'Stands in the chain of claims that match.',
  ),
})
filters(Party, chainFilter('party_id'))
filters(Outlet, chainFilter('outlet_id'))
filters(Author, chainFilter('author_id'))

lookup(Claim, 'claim', { description: 'One claim. Null when there is none by that key.' })
list(Claim, 'claims', {
  description: 'Claims, newest record first unless asked otherwise.',
  order: { field: 'CREATED_AT', direction: 'DESC' },
})
mutations(Claim, 'claims')
