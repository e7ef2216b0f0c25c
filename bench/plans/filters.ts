import { type GraphQLInputType, getNamedType, isInputObjectType, isListType, isNonNullType } from 'graphql'
import type pg from 'pg'
import { schema } from '../../schema/index.ts'
import type { TableType } from '../../schema/sql/index.ts'
import { types } from './types.ts'
import { drawValues, type Values, WORDS } from './values.ts'

/** A filter value and what is said of it in a table. */
export interface Filtered {
  name: string
  filter: object
}

/** Every filter of a type by a column: each comparator, with a common value and a rare one. */
export async function columnFilters(client: pg.Client, type: TableType): Promise<Filtered[]> {
  const filters: Filtered[] = []
  for (const [field, { columns }] of type.filters) {
    const [column] = columns
    if (column === undefined) continue
    const input = inputOf(type, field)
    const values = column.endsWith('.search') ? null : await drawValues(client, column)
    for (const [name, value] of Object.entries(comparisons(input, values))) {
      filters.push({ name: `${field} ${name}`, filter: { [field]: value } })
    }
  }
  return filters
}

/** Every filter of a type by related records: any at all, none at all, and each of their own filters by a column. */
export async function relationFilters(client: pg.Client, type: TableType): Promise<Filtered[]> {
  const filters: Filtered[] = []
  for (const [field, { columns }] of type.filters) {
    if (columns.length > 0) continue
    const name = getNamedType(inputOf(type, field)).name
    const to = types.get(name.replace(/(List)?Filter$/, ''))
    if (!to) throw new Error(`${type.name}.${field} is filtered by an unknown type`)
    const below = [{ name: 'any', filter: {} }, ...(await columnFilters(client, to))]
    for (const { name: inner, filter } of below) {
      if (!name.endsWith('ListFilter'))
        filters.push({ name: `${field}: ${inner}`, filter: { [field]: filter } })
      else {
        for (const how of ['some', 'none']) {
          filters.push({ name: `${field} ${how}: ${inner}`, filter: { [field]: { [how]: filter } } })
        }
      }
    }
  }
  return filters
}

function inputOf(type: TableType, field: string): GraphQLInputType {
  const input = schema.getType(`${type.name}Filter`)
  const found = isInputObjectType(input) ? input.getFields()[field] : undefined
  if (!found) throw new Error(`${type.name} has no filter ${field}`)
  return found.type
}

/** What a column is compared with, by the comparator's name. */
function comparisons(input: GraphQLInputType, values: Values | null): Record<string, unknown> {
  if (isNonNullType(input)) return comparisons(input.ofType, values)
  const type = getNamedType(input).name
  if (type === 'String' && !isListType(input)) return WORDS
  // No record has a value: an impossible one must be found missing as fast.
  const { common, rare, low, middle, high } = values ?? NOTHING
  if (isListType(input)) {
    if (type === 'ID') return {}
    return { 'of the commonest': [common], 'of a rare one': [rare], 'of both': [common, rare] }
  }
  switch (type) {
    case 'Boolean':
      return { true: true, false: false }
    case 'StringFilter':
      return {
        'eq the commonest': { eq: common },
        'eq a rare one': { eq: rare },
        'in both': { in: [common, rare] },
        'contains a rare word': { contains: longestWord(rare) },
        'contains a common word': { contains: longestWord(common) },
        'starts with a common word': { startsWith: common.slice(0, 5) },
      }
    case 'DateFilter':
      return {
        'from late': { from: high },
        'to early': { to: low },
        'from the middle': { from: middle },
        'one day': { from: middle, to: middle },
      }
    case 'DateTimeFilter':
      return {
        'from late': { from: instant(high) },
        'before early': { before: instant(low) },
        'from the middle': { from: instant(middle) },
      }
    case 'NumberFilter':
      return {
        'gte a high one': { gte: Number(high) },
        'lte a low one': { lte: Number(low) },
        'gte a low one': { gte: Number(low) },
      }
    default:
      throw new Error(`There are no values to compare by ${type}`)
  }
}

const NOTHING: Values = {
  common: 'XX',
  rare: 'XY',
  low: '2020-01-01',
  middle: '2020-01-01',
  high: '2020-01-01',
}

const longestWord = (text: string): string =>
  text.split(/[^\p{L}\p{N}]+/u).reduce((longest, word) => (word.length > longest.length ? word : longest), '')

/** As a client writes the instant that PostgreSQL prints. */
const instant = (text: string): string => new Date(text).toISOString()
