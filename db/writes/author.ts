import type { AuthorRecord } from '../records.ts'
import { AUTHOR_KINDS } from '../vocabulary.ts'
import { altIds, list, optional, required } from './fields.ts'
import { at, attempt } from './reading.ts'
import type { Field, FieldsOf, Noun } from './shape.ts'
import { edtfDate, listOf, MAX_NAME, MAX_PROSE, oneOf, text, webAddress } from './values.ts'

const affiliations: Field = {
  columns: { affiliations: [] },
  presence: 'OPTIONAL',
  read: (value, row, place) => {
    row.affiliations = listOf((name, index) => {
      attempt(at(place, index), () => text(MAX_NAME)(name))
      return String(name)
    })(value)
  },
}

const fields: FieldsOf<AuthorRecord> = {
  name: required('name', text(MAX_NAME)),
  kind: required('kind', oneOf(AUTHOR_KINDS)),
  bio: optional('bio', text(MAX_PROSE)),
  affiliations,
  works: list('author_work', 'author_id', {
    title: required('title', text(MAX_NAME)),
    publisher: optional('publisher', text(MAX_NAME)),
    published: optional('published', (value) => edtfDate(value).edtf),
    url: optional('url', webAddress),
  }),
  altIds: altIds('author'),
}

export const author: Noun = { kind: 'Author', table: 'author', fields, constraints: {} }
