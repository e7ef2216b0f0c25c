import { sql } from 'kysely'
import { fields, type Join, tableType } from './sql/index.ts'

/** One type for the ids of outlets, authors and parties: their tables are alike but for the owner's column. */
export const AltId = tableType('outlet_alt_id', 'AltId', {
  description: 'An id of the same thing in another system.',
})

fields(AltId, (t) => ({
  scheme: t.column('scheme', {
    description: 'The other system, such as `wikidata` or `isni`.',
    input: true,
    filter: 'The other system.',
  }),
  value: t.column('value', {
    description: 'The id there, such as `Q9531`.',
    input: true,
    filter: 'The id there.',
  }),
}))

/** The ids in other systems of an outlet, an author or a party. */
export const altIdsOf =
  <Owner extends 'outlet' | 'author' | 'party'>(owner: Owner): Join<Owner, 'outlet_alt_id'> =>
  ({ here, there, table }) => ({
    source: table(`${owner}_alt_id`),
    on: sql`${there(`${owner}_id`)} = ${here('id')}`,
    order: there('position'),
  })
