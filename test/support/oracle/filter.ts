/** Filters, one row at a time, by the inputs of schema.graphql. */
import assert from 'node:assert/strict'
import { type GraphQLInputType, getNamedType, isInputObjectType, isListType } from 'graphql'
import { dayKey, instant } from './compare.ts'
import { relationOf } from './relations.ts'
import { isHidden, type Row } from './tables.ts'
import { badInput, columnOf, type World } from './world.ts'

type Given = Readonly<Record<string, unknown>>
type Matches = (row: Row) => boolean

const MAX_DEPTH = 8

/** Reads a filter of a type once, and asks for the full texts that it names. Throws for one that is too deep. */
export async function createFilter(
  oracle: World,
  type: string,
  filter: unknown,
  depth = 0,
): Promise<Matches> {
  if (filter === null || filter === undefined) return () => true
  if (depth > MAX_DEPTH) throw badInput('The filter is too deep')
  const input = oracle.schema.getType(`${type}Filter`)
  assert.ok(isInputObjectType(input), type)
  const fields = input.getFields()
  const conditions: Matches[] = []
  for (const [name, given] of Object.entries(objectOf(filter))) {
    const field = fields[name]
    assert.ok(field, name)
    if (given !== null) conditions.push(await condition(oracle, type, name, field.type, given, depth + 1))
  }
  return (row) => conditions.every((holds) => holds(row))
}

async function condition(
  oracle: World,
  type: string,
  name: string,
  inputType: GraphQLInputType,
  given: unknown,
  depth: number,
): Promise<Matches> {
  if (name === 'not') {
    const holds = await createFilter(oracle, type, given, depth)
    return (row) => !holds(row)
  }
  if (name === 'and' || name === 'or') {
    const each: Matches[] = []
    for (const item of listOf(given)) each.push(await createFilter(oracle, type, item, depth))
    return name === 'and'
      ? (row) => each.every((holds) => holds(row))
      : (row) => each.some((holds) => holds(row))
  }
  if (name === 'search') {
    const found = await oracle.words.matches(type.toLowerCase(), String(given))
    return ({ id }) => found.has(id)
  }
  if (name === 'ids') return ({ id }) => listOf(given).includes(`${type}:${id}`)
  if (type === 'SearchHit') return hitFilter(oracle, name, given, depth)
  const relation = relationOf(type, name, oracle.isNode(type))
  if (relation) {
    const { to, find } = relation
    const some = async (wanted: unknown): Promise<Matches> => {
      const holds = await createFilter(oracle, to, wanted, depth)
      return (row) => find(row, oracle.tables).some((there) => !isHidden(there) && holds(there))
    }
    if (!getNamedType(inputType).name.endsWith('ListFilter')) return some(given)
    const { some: wanted, none: unwanted } = objectOf(given)
    const [has, hasNot] = [await some(wanted), await some(unwanted)]
    return (row) =>
      (wanted === null || wanted === undefined || has(row)) &&
      (unwanted === null || unwanted === undefined || !hasNot(row))
  }
  if (name === 'when') return period(given, 'earliest', 'latest')
  if (name === 'saidOn') return period(given, 'said_earliest', 'said_latest')
  const column = columnOf(name)
  if (isListType(inputType)) return (row) => listOf(given).includes(row[column])
  const compares = COMPARATORS[getNamedType(inputType).name]
  assert.ok(compares, `${inputType}`)
  const comparison = objectOf(given)
  if (Object.values(comparison).every((value) => value === null)) return () => true
  return (row) => {
    // Only where a row is compared: PostgreSQL is not sent what nothing asks for.
    checkTexts(comparison)
    return row[column] !== null && compares(comparison, row[column])
  }
}

/** Of the records of one noun those that match; records of another all do. */
async function hitFilter(oracle: World, name: string, given: unknown, depth: number): Promise<Matches> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const holds = await createFilter(oracle, type, given, depth)
  return ({ kind, node_id }) =>
    kind !== type ||
    oracle.tables.where(name, 'id', node_id).some((there) => !isHidden(there) && holds(there))
}

const COMPARATORS: Record<string, (given: Given, value: unknown) => boolean> = {
  StringFilter: ({ eq, in: list, contains, startsWith }, value) =>
    (eq == null || value === eq) &&
    (list == null || listOf(list).includes(value)) &&
    (contains == null || lower(value).includes(lower(contains))) &&
    (startsWith == null || lower(value).startsWith(lower(startsWith))),
  DateFilter: ({ from, to }, value) =>
    (from == null || String(value) >= String(from)) && (to == null || String(value) <= String(to)),
  DateTimeFilter: ({ from, before }, value) =>
    (from == null || instant(value) >= String(from)) && (before == null || instant(value) < String(before)),
  NumberFilter: ({ gte, lte }, value) =>
    (gte == null || Number(value) >= Number(gte)) && (lte == null || Number(value) <= Number(lte)),
}

/** Whether a period has a day in common with the days asked for. */
function period(given: unknown, earliest: string, latest: string): Matches {
  const { from, to } = objectOf(given)
  const [first, last] = [from == null ? '' : String(from), to == null ? '~' : String(to)]
  return (row) => first <= last && dayKey(row[earliest]) <= last && dayKey(row[latest]) >= first
}

/** By code points, as PostgreSQL does it: one letter for one. */
const lower = (text: unknown): string =>
  Array.from(String(text), (letter) => {
    const small = letter.toLowerCase()
    return Array.from(small).length === 1 ? small : (Array.from(small)[0] ?? letter)
  }).join('')

function checkTexts(comparison: Given): void {
  for (const text of Object.values(comparison).flat()) {
    if (typeof text === 'string' && text.includes('\0')) throw badInput('A text holds U+0000')
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

export function objectOf(value: unknown): Given {
  if (value === null || value === undefined) return {}
  assert.ok(typeof value === 'object')
  return { ...value }
}
