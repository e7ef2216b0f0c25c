import { sql } from 'kysely'
import { Claim } from './claim.ts'
import { Event } from './event.ts'
import { Measure } from './figure.ts'
import { enumType, fields, joined, tableType } from './sql/index.ts'

/** Derived from the claims about an event by views: db/migrations/0008_derived.ts. */
export const EventFigure = tableType('event_figure', 'EventFigure', {
  derived: true,
  description:
    'The range of one measure, unit and population over the accepted claims about an event, each bound with the claims that give it.',
})

const claimsOf = (column: 'claim_ids' | 'low_claim_ids' | 'high_claim_ids') =>
  joined<'event_figure', 'claim'>(({ here, there }) => ({
    on: sql`${there('id')} = any(${here(column)})`,
    order: there('id'),
  }))

fields(EventFigure, (t) => ({
  measure: t.column('measure', { type: Measure, description: 'What is counted.' }),
  unit: t.column('unit', { nullable: true, description: 'Unit or currency; null for a plain count.' }),
  population: t.column('population', {
    nullable: true,
    description: 'Of whom or what, as the claims name it; null when all are meant.',
  }),
  low: t.column('low', {
    type: 'Float',
    nullable: true,
    description: 'The least of the low bounds; null when one of them is open, or none is known.',
  }),
  high: t.column('high', {
    type: 'Float',
    nullable: true,
    description:
      'The greatest of the high bounds; null when one of them is open ("at least"), or none is known.',
  }),
  best: t.column('best', {
    type: 'Float',
    nullable: true,
    description: 'The figure of the claim that an editor preferred; null when none was.',
  }),
  independentSources: t.column('independent_sources', {
    type: 'Int',
    description:
      'How many distinct origins the claims have. Claims share one when the same named party or outlet said it first, when one repeats the other, or when their articles are copies; an article’s own voice counts once.',
  }),
  claims: t.list(Claim, claimsOf('claim_ids'), {
    description: 'All claims that state the figure, in the order they were recorded.',
  }),
  lowClaims: t.list(Claim, claimsOf('low_claim_ids'), {
    description: 'The claims whose low bound is `low`.',
  }),
  highClaims: t.list(Claim, claimsOf('high_claim_ids'), {
    description: 'The claims whose high bound is `high`.',
  }),
  bestClaim: t.one(
    Claim,
    joined(({ here, there }) => ({ on: sql`${there('id')} = ${here('best_claim_id')}` })),
    { description: 'The claim that an editor preferred; null when none was.' },
  ),
}))

const DisagreementBasis = enumType(
  'DisagreementBasis',
  ['FIGURES', 'CONTRADICTION'],
  'Why two claims are held to disagree.',
  {
    FIGURES: 'Their bounds for one measure and population cannot both hold.',
    CONTRADICTION: 'An editor recorded that one contradicts the other.',
  },
)

export const Disagreement = tableType('event_disagreement', 'Disagreement', {
  derived: true,
  description: 'Two claims about one event that cannot both hold. Neither is said to be right.',
})

fields(Disagreement, (t) => ({
  basis: t.column('basis', { type: DisagreementBasis, description: 'Why they are held to disagree.' }),
  measure: t.column('measure', {
    type: Measure,
    nullable: true,
    description: 'What their figures count; null for a contradiction.',
  }),
  unit: t.column('unit', {
    nullable: true,
    description: 'Unit of their figures; null for a plain count, or a contradiction.',
  }),
  population: t.column('population', {
    nullable: true,
    description: 'Of whom or what; null when all are meant, or for a contradiction.',
  }),
  claim: t.one(
    Claim,
    joined(({ here, there }) => ({ on: sql`${there('id')} = ${here('claim_id')}` })),
    { description: 'The one recorded first.', nullable: false },
  ),
  other: t.one(
    Claim,
    joined(({ here, there }) => ({ on: sql`${there('id')} = ${here('other_id')}` })),
    { description: 'The one recorded later.', nullable: false },
  ),
  note: t.column('note', { nullable: true, description: 'The editor’s reason; null without one.' }),
}))

fields(Event, (t) => ({
  figures: t.list(
    EventFigure,
    joined(({ here, there }) => ({
      on: sql`${there('event_id')} = ${here('id')}`,
      order: sql`${there('measure')}, ${there('population')} nulls first, ${there('unit')} nulls first`,
    })),
    {
      description:
        'What the accepted claims count, as ranges: by measure, then by population with the whole first.',
    },
  ),
  disagreements: t.list(
    Disagreement,
    joined(({ here, there }) => ({
      on: sql`${there('event_id')} = ${here('id')}`,
      order: sql`${there('claim_id')}, ${there('other_id')}, ${there('basis')}, ${there('measure')}, ${there('population')}, ${there('unit')}`,
    })),
    { description: 'Pairs of claims about it that cannot both hold, in the order they were recorded.' },
  ),
}))
