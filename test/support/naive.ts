/** Filters as a reader would apply them: over what the fields of a record show, one record at a time. */
import assert from 'node:assert/strict'
import {
  type GraphQLInputField,
  getNamedType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
} from 'graphql'
import { schema } from '../../schema/index.ts'

export type Row = Readonly<Record<string, unknown>>

/** Filters that are no field of the type: what to select, and where their value is then. */
const ELSEWHERE: Record<string, { select: string; value: (row: Row) => unknown }> = {
  ids: { select: 'id', value: ({ id }) => id },
  typeScheme: { select: 'type { scheme code }', value: ({ type }) => rowOf(type).scheme },
  typeCode: { select: 'type { scheme code }', value: ({ type }) => rowOf(type).code },
  // A claim whose day is unknown may have been made on any.
  saidOn: { select: 'saidOn { earliest latest }', value: ({ saidOn }) => saidOn ?? {} },
}

/** Operators, and full text. */
const LEFT_OUT = ['and', 'or', 'not', 'search']

/** The filters of a type by its fields. */
export function filtersOf(type: string): GraphQLInputField[] {
  const input = schema.getType(`${type}Filter`)
  assert.ok(isInputObjectType(input), type)
  return Object.values(input.getFields()).filter(({ name }) => !LEFT_OUT.includes(name))
}

/** The type of the related records that a filter leads to, with its filters by values of its own. */
export function relatedOf(
  filter: GraphQLInputField,
): { to: string; isList: boolean; leaves: GraphQLInputField[] } | undefined {
  const [, to, isList] = /^(\w+?)(List)?Filter$/.exec(String(filter.type)) ?? []
  if (to === undefined || to in COMPARATORS) return undefined
  const leaves = filtersOf(to).filter(({ type }) => {
    const name = String(type)
    return !name.endsWith('Filter') || name.slice(0, -'Filter'.length) in COMPARATORS
  })
  return { to, isList: isList !== undefined, leaves }
}

/** What to select of a type for `holds`. Fails for a filter that no field shows the value of. */
export function selectionOf(type: string, filter: GraphQLInputField): string {
  const elsewhere = ELSEWHERE[filter.name]
  if (elsewhere) return elsewhere.select
  const object = schema.getType(type)
  assert.ok(isObjectType(object), type)
  const field = object.getFields()[filter.name]
  assert.ok(field, `${type}.${filter.name} has no field to compare with: add it to ELSEWHERE`)
  if (isLeafType(getNamedType(field.type))) return filter.name
  const related = relatedOf(filter)
  if (!related) return `${filter.name} { earliest latest }`
  const inner = `__typename ${related.leaves.map((leaf) => selectionOf(related.to, leaf)).join(' ')}`
  const isPaged = String(field.type).endsWith('Connection!')
  return isPaged ? `${filter.name}(first: 100) { nodes { ${inner} } }` : `${filter.name} { ${inner} }`
}

export const shownValue = ({ name }: GraphQLInputField, row: Row): unknown =>
  (ELSEWHERE[name]?.value ?? ((of) => of[name]))(row)

/** The records that a value of a row stands for: one, a list, or a page. */
export function recordsOf(value: unknown): Row[] {
  if (value === null) return []
  if (Array.isArray(value)) return value
  const { nodes } = rowOf(value)
  return Array.isArray(nodes) ? nodes : [rowOf(value)]
}

/** Whether a row matches a filter given as JSON. */
export function holds(filter: GraphQLInputField, given: unknown, row: Row): boolean {
  const value = shownValue(filter, row)
  if (isListType(filter.type)) return Array.isArray(given) && given.includes(value)
  const related = relatedOf(filter)
  if (!related) return compares(String(filter.type), rowOf(given), value)
  const someMatch = (wanted: unknown) =>
    recordsOf(value).some((record) =>
      Object.entries(rowOf(wanted)).every(([name, leaf]) =>
        related.leaves.some((known) => known.name === name && holds(known, leaf, record)),
      ),
    )
  if (!related.isList) return someMatch(given)
  return Object.entries(rowOf(given)).every(
    ([quantity, wanted]) => someMatch(wanted) === (quantity === 'some'),
  )
}

/** Nothing compares with a value that is not there; no comparator at all is no condition. */
const compares = (type: string, given: Row, value: unknown): boolean =>
  Object.keys(given).length === 0 ||
  (value !== null && COMPARATORS[type.slice(0, -'Filter'.length)]?.(given, value) === true)

const COMPARATORS: Record<string, (filter: Row, value: unknown) => boolean> = {
  String: ({ eq, in: list, contains = '', startsWith = '' }, value) =>
    (eq === undefined || value === eq) &&
    (!Array.isArray(list) || list.includes(value)) &&
    lower(value).includes(lower(contains)) &&
    lower(value).startsWith(lower(startsWith)),
  Date: ({ from = '0', to = '9' }, value) => {
    const { earliest, latest } = typeof value === 'string' ? { earliest: value, latest: value } : rowOf(value)
    return String(earliest ?? '0') <= String(to) && String(latest ?? '9') >= String(from)
  },
  DateTime: ({ from = '0', before = '9' }, value) =>
    String(value) >= String(from) && String(value) < String(before),
  Number: ({ gte = -Infinity, lte = Infinity }, value) =>
    Number(value) >= Number(gte) && Number(value) <= Number(lte),
}

const lower = (text: unknown) => String(text).toLowerCase()

export function rowOf(value: unknown): Row {
  assert.ok(typeof value === 'object' && value !== null)
  return { ...value }
}
