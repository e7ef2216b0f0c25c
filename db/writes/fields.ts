import { InvalidValue } from '../values/invalid-value.ts'
import { checkSlug } from '../values/slug.ts'
import type { NodeKind } from '../vocabulary.ts'
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
  readItem: (item, row, place) => {
    readObject(fields, item, row, place)
    check?.(row, place)
  },
  ...options,
})

interface ListOptions extends Pick<List, 'keyOf' | 'keepsIds'> {
  check?: (row: Row, place: Place) => void
}

/** A list of other nodes, each at most once. */
export const references = (table: string, owner: string, column: string, kind: NodeKind): List => ({
  table,
  owner,
  columns: { [column]: null },
  readItem: (slug, row, place) => refer(column, kind, slug, row, place),
  keyOf: (slug) => slug,
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

/**
 * Reads every field of an object into the row and collects the problems of all of them. Returns the names of
 * the required fields that it lacks.
 */
export function readFields(
  fields: Readonly<Record<string, Field>>,
  given: Readonly<Record<string, unknown>>,
  row: Row,
  place: Place,
): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = given[name]
    if (value === undefined) return field.presence === 'REQUIRED' ? [name] : []
    attempt(at(place, name), (here) => readField(field, value, row, here))
    return []
  })
}

function readField(field: Field, value: unknown, row: Row, place: Place): void {
  if (value !== null) field.read(value, row, place)
  else if (field.presence === 'OPTIONAL') Object.assign(row, field.columns)
  else throw needsValue()
}

function readObject(fields: Readonly<Record<string, Field>>, value: unknown, row: Row, place: Place): void {
  if (!isObject(value)) throw new InvalidValue('WRONG_TYPE', 'This must be an object.')
  refuseUnknown(fields, value, place)
  for (const name of readFields(fields, value, row, place)) report(at(place, name), needsValue())
}

export function refuseUnknown(fields: object, given: object, place: Place): void {
  for (const name of Object.keys(given).filter((name) => !Object.hasOwn(fields, name))) {
    report(at(place, name), new InvalidValue('UNKNOWN_FIELD', 'There is no such field.'))
  }
}

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

/** Reads at a place, where what is invalid becomes a problem of that place. */
export function attempt(place: Place, read: (place: Place) => void): void {
  try {
    read(place)
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    report(place, error)
  }
}

export const report = (place: Place, { code, message }: InvalidValue): void => {
  place.problems.push({ field: place.field, code, message })
}

/** A field or an item of what stands at a place. */
export const at = (place: Place, step: string | number): Place => ({
  ...place,
  field: typeof step === 'number' ? `${place.field}[${step}]` : `${place.field}${place.field && '.'}${step}`,
})

export const needsValue = () => new InvalidValue('REQUIRED', 'This needs a value.')

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
