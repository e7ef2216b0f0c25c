import { checkSlug } from '../values/slug.ts'
import type { NodeKind } from '../vocabulary.ts'
import { readObject } from './reading.ts'
import type { Field, Json, List, Place, Row } from './shape.ts'
import { anyText, MAX_CODE, type ReadValue, text } from './values.ts'

/** A field that every record has a value of. */
export const required = (column: string, read: ReadValue<Json>): Field => ({
  ...optional(column, read),
  presence: 'REQUIRED',
})

/** A field whose column holds a value of its own while no record gave one. */
export const defaulted = (column: string, read: ReadValue<Json>, value: Json): Field => ({
  ...optional(column, read),
  columns: { [column]: value },
  presence: 'DEFAULTED',
})

export const optional = (column: string, read: ReadValue<Json>): Field => ({
  columns: { [column]: null },
  presence: 'OPTIONAL',
  read: (value, row) => {
    row[column] = read(value)
  },
})

/** A field that names another node by its slug. */
export const reference = (column: string, kind: NodeKind): Field => ({
  columns: { [column]: null },
  presence: 'OPTIONAL',
  refers: kind,
  read: (slug, row, place) => refer(column, kind, slug, row, place),
})

export const requiredReference = (column: string, kind: NodeKind): Field => ({
  ...reference(column, kind),
  presence: 'REQUIRED',
})

/** An object whose fields are columns of the node's own row. A new object replaces the whole of the old one. */
export const group = (fields: Readonly<Record<string, Field>>): Field => ({
  columns: columnsOf(fields),
  presence: 'OPTIONAL',
  fields,
  read: (value, row, place) => {
    Object.assign(row, columnsOf(fields))
    readObject(fields, value, row, place)
  },
})

/** A list of objects; `check` sees an item after its fields were read. */
export const list = (
  table: string,
  owner: string,
  fields: Readonly<Record<string, Field>>,
  { check, ...options }: ListOptions = {},
): List => ({
  table,
  owner,
  columns: columnsOf(fields),
  fields,
  readItem: (item, row, place) => {
    readObject(fields, item, row, place)
    check?.(row, place, item)
  },
  ...options,
})

interface ListOptions extends Pick<List, 'keyOf' | 'unique' | 'keepsIds'> {
  check?: (row: Row, place: Place, item: unknown) => void
}

/** A list of other nodes, each at most once. */
export const references = (table: string, owner: string, column: string, kind: NodeKind): List => ({
  table,
  owner,
  columns: { [column]: null },
  refers: kind,
  readItem: (slug, row, place) => refer(column, kind, slug, row, place),
  keyOf: (slug) => slug,
  unique: [column],
})

/** Ids of the node in other systems. */
export const altIds = (noun: string): List =>
  list(`${noun}_alt_id`, `${noun}_id`, {
    scheme: required('scheme', text(MAX_CODE)),
    value: required('value', text(MAX_ALT_ID)),
  })

const MAX_ALT_ID = 500

export const columnsOf = (fields: Readonly<Record<string, Field>>): Row =>
  Object.assign({}, ...Object.values(fields).map((field) => field.columns))

function refer(column: string, kind: NodeKind, slug: unknown, row: Row, place: Place): void {
  place.references.push({
    kind,
    slug: checkSlug(anyText(MAX_CODE)(slug)),
    field: place.field,
    settle: (id) => {
      row[column] = id
    },
  })
}
