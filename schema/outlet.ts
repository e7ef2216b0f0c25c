import { AltId, altIdsOf } from './alt-id.ts'
import { nodeType } from './node.ts'
import { fields, list, lookup } from './sql/index.ts'
import { mutations } from './writes/index.ts'

export const Outlet = nodeType(
  'outlet',
  'Outlet',
  'Who publishes: a site, a paper, a broadcaster, a wire agency, or an institution that publishes in its own name.',
)

fields(Outlet, (t) => ({
  name: t.column('name', {
    description: 'Name as the outlet prints it.',
    input: true,
    filter: 'Its usual name compares so.',
    order: 'By name, in the order of code points.',
  }),
  url: t.column('url', {
    type: 'URL',
    nullable: true,
    description: 'Home page; null when not known.',
    input: true,
    filter: 'The home page.',
  }),
  countryCode: t.column('country_code', {
    type: 'CountryCode',
    nullable: true,
    description: 'Country it publishes from; null when not known, or when it belongs to none.',
    input: true,
    filter: 'Publishes from one of these countries.',
  }),
  language: t.column('language', {
    type: 'Language',
    nullable: true,
    description: 'Main language; null when not known. An article has its own.',
    input: true,
    filter: 'Has one of these main languages, to the letter: `en` does not match `en-GB`.',
  }),
  altIds: t.list(AltId, altIdsOf('outlet'), {
    description: 'Ids of the outlet in other systems.',
    input: true,
    filter: 'Has an id in another system that matches.',
  }),
}))

lookup(Outlet, 'outlet', { description: 'One outlet. Null when there is none by that key.' })
list(Outlet, 'outlets', {
  description: 'Outlets, by name unless asked otherwise.',
  order: { field: 'NAME', direction: 'ASC' },
})
mutations(Outlet, 'outlets')
