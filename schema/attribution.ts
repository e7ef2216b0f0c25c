import { ATTRIBUTION_ROLES } from '../db/vocabulary.ts'
import { Author } from './author.ts'
import { builder } from './builder.ts'
import { Outlet } from './outlet.ts'
import { Party } from './party.ts'
import { belongsTo, enumType, fields, tableType } from './sql/index.ts'
import { resolveTag } from './sql/tag.ts'

const AttributionRole = enumType(
  'AttributionRole',
  ATTRIBUTION_ROLES,
  'What a link of an attribution chain did.',
  {
    SAID_BY: 'Made the statement.',
    REPORTED_VIA: 'Passed it on: the source that the article names for it.',
    PUBLISHED_BY: 'Brought the article out.',
  },
)

export const Agent = builder.unionType('Agent', {
  description:
    'Whoever can stand in an attribution chain or review a claim: a party, an outlet or an author.',
  types: [Party.ref, Outlet.ref, Author.ref],
  resolveType: resolveTag,
})

export const Attribution = tableType('claim_attribution', 'Attribution', {
  description: 'One link of the chain by which a claim reached its article.',
})

fields(Attribution, (t) => ({
  position: t.column('position', {
    type: 'Int',
    description: 'Its place in the chain; 0 is the first speaker.',
  }),
  role: t.column('role', {
    type: AttributionRole,
    description: 'What this link did.',
    input: true,
    filter: 'Did one of these.',
  }),
  agent: t.variant(
    Agent,
    [
      { to: Party, join: belongsTo('party_id') },
      { to: Outlet, join: belongsTo('outlet_id') },
      { to: Author, join: belongsTo('author_id') },
    ],
    { description: 'Who did it. An article’s own voice is that of its authors.' },
  ),
  party: t.one(Party, belongsTo('party_id'), {
    description: 'The party, where it is one; else null.',
    input: true,
    filter: 'Is a party that matches.',
  }),
  outlet: t.one(Outlet, belongsTo('outlet_id'), {
    description: 'The outlet, where it is one; else null.',
    input: true,
    filter: 'Is an outlet that matches.',
  }),
  author: t.one(Author, belongsTo('author_id'), {
    description: 'The author, where it is one; else null.',
    input: true,
    filter: 'Is an author that matches.',
  }),
  cue: t.column('cue', {
    nullable: true,
    description: 'The word that attributes: `said`, `denied`; null where none does.',
    input: true,
    filter: 'The word that attributes.',
  }),
  asDescribed: t.column('as_described', {
    nullable: true,
    description: 'How the article describes the link: `a senior officer`; null when by its name.',
    input: true,
  }),
}))
