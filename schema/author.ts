import { AUTHOR_KINDS } from '../db/vocabulary.ts'
import { AltId, altIdsOf } from './alt-id.ts'
import { nodeType } from './node.ts'
import { enumType, fields, hasMany, list, lookup, tableType } from './sql/index.ts'
import { mutations } from './writes/index.ts'

const AuthorKind = enumType('AuthorKind', AUTHOR_KINDS, 'What stands behind a byline.', {
  PERSON: 'One human being.',
  ORGANIZATION: 'A desk, a staff or another body that signs as one.',
  AGENCY: 'A wire agency whose text an outlet prints.',
})

const Work = tableType('author_work', 'Work', {
  description: 'A book or other work by which an author is introduced.',
})

fields(Work, (t) => ({
  title: t.column('title', { description: 'Title as printed.', input: true }),
  publisher: t.column('publisher', {
    nullable: true,
    description: 'Publisher; null when not stated.',
    input: true,
  }),
  published: t.column('published', {
    type: 'EDTF',
    nullable: true,
    description: 'When it came out, as precisely as stated: `2022-11`. Null when not stated.',
    input: true,
  }),
  url: t.column('url', {
    type: 'URL',
    nullable: true,
    description: 'Page about it; null when not known.',
    input: true,
  }),
}))

export const Author = nodeType(
  'author',
  'Author',
  'A byline as an entity. The byline as printed stays on each article.',
)

fields(Author, (t) => ({
  name: t.column('name', {
    description: 'Name as signed, without titles.',
    input: true,
    filter: 'Its usual name compares so.',
    order: 'By name, in the order of code points.',
  }),
  kind: t.column('kind', {
    type: AuthorKind,
    description: 'What stands behind the byline.',
    input: true,
    filter: 'Is of one of these kinds.',
  }),
  bio: t.column('bio', {
    nullable: true,
    description: 'Who the author is, as the latest source says; null when none does.',
    input: true,
  }),
  affiliations: t.column('affiliations', {
    type: ['String'],
    description: 'Organisations the author is said to belong to, as named; empty when none is.',
    input: true,
  }),
  works: t.list(Work, hasMany('author_id', 'position'), {
    description: 'Works by which the author is introduced, in the order of the source.',
    input: true,
  }),
  altIds: t.list(AltId, altIdsOf('author'), {
    description: 'Ids of the author in other systems.',
    input: true,
    filter: 'Has an id in another system that matches.',
  }),
}))

lookup(Author, 'author', { description: 'One author. Null when there is none by that key.' })
list(Author, 'authors', {
  description: 'Authors, by name unless asked otherwise.',
  order: { field: 'NAME', direction: 'ASC' },
})
mutations(Author, 'authors')
