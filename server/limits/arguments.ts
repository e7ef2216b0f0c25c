import {
  type FieldNode,
  type GraphQLField,
  type GraphQLInputType,
  getNullableType,
  isInputObjectType,
  isListType,
  type OperationDefinitionNode,
} from 'graphql'
import { isObject } from '../../db/writes/reading.ts'
import { DEFAULT_PAGE_ROWS, MAX_PAGE_ROWS } from '../../schema/connection.ts'
import type { Amount } from './amount.ts'
import { conditionsOf } from './conditions.ts'
import { amountOf, givenArgument } from './given.ts'
import { fullTextPoints } from './words.ts'

type Field = GraphQLField<unknown, unknown>

/** The rows that a page is asked for: its `first` or `last`, or what it has without. What will be refused counts as a whole page. */
export function pageRows(operation: OperationDefinitionNode, field: Field, node: FieldNode): Amount {
  const usual = Number(field.args.find(({ name }) => name === 'first')?.defaultValue ?? DEFAULT_PAGE_ROWS)
  const given = ['first', 'last'].map((name) => givenArgument(operation, node, name))
  return amountOf(given, (first, last) => rowsOf(first ?? last ?? usual))
}

/** How many items are in lists that an argument is given, itself or in a field of it. */
export function size(
  operation: OperationDefinitionNode,
  field: Field,
  node: FieldNode,
  name: string,
): Amount {
  const type = field.args.find((argument) => argument.name === name)?.type
  return type ? amountOf([givenArgument(operation, node, name)], (value) => sizeOf(value, type)) : 0
}

/** The conditions of the filter that a list is given, and what they cost. */
export function filterOf(
  operation: OperationDefinitionNode,
  field: Field,
  node: FieldNode,
): { count: Amount; points: Amount } {
  const type = field.args.find(({ name }) => name === 'filter')?.type
  if (!type) return { count: 0, points: 0 }
  const given = [givenArgument(operation, node, 'filter')]
  return {
    count: amountOf(given, (value) => conditionsOf(value, type).count),
    points: amountOf(given, (value) => conditionsOf(value, type).points),
  }
}

/** What the full text that the field `search` looks for costs. */
export const searchOf = (operation: OperationDefinitionNode, field: Field, node: FieldNode): Amount =>
  field.name === 'search' ? amountOf([givenArgument(operation, node, 'query')], fullTextPoints) : 0

const rowsOf = (value: unknown): number =>
  typeof value === 'number' && value >= 0 && value <= MAX_PAGE_ROWS ? value : MAX_PAGE_ROWS

function sizeOf(value: unknown, given: GraphQLInputType): number {
  const type = getNullableType(given)
  if (isListType(type)) return itemsOf(value)
  if (!isInputObjectType(type) || !isObject(value)) return 0
  return Object.values(type.getFields())
    .filter((field) => isListType(getNullableType(field.type)))
    .reduce((sum, { name }) => sum + itemsOf(value[name]), 0)
}

/** One value stands for a list of one. */
function itemsOf(value: unknown): number {
  if (value === null || value === undefined) return 0
  return Array.isArray(value) ? value.length : 1
}
