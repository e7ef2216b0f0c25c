import {
  type FieldNode,
  type GraphQLField,
  Kind,
  type OperationDefinitionNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql'
import { DEFAULT_PAGE_ROWS, MAX_PAGE_ROWS } from '../../schema/connection.ts'
import type { Amount, Variables } from './amount.ts'

/** The rows that a page is asked for: its `first` or `last`, or what it has without. What will be refused counts as a whole page. */
export function pageRows(
  operation: OperationDefinitionNode,
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
): Amount {
  const usual = Number(field.args.find(({ name }) => name === 'first')?.defaultValue ?? DEFAULT_PAGE_ROWS)
  const rows = (first: unknown, last: unknown) => rowsOf(first ?? last ?? usual)
  const [first, last] = [argument(operation, node, 'first'), argument(operation, node, 'last')]
  if (typeof first !== 'function' && typeof last !== 'function') return rows(first, last)
  return (variables) => rows(read(first, variables), read(last, variables))
}

/** How many items are in lists that an argument is given, itself or in a field of it. */
export function size(operation: OperationDefinitionNode, node: FieldNode, name: string): Amount {
  const given = argument(operation, node, name)
  return typeof given === 'function' ? (variables) => sizeOf(given(variables)) : sizeOf(given)
}

type Given = ((variables: Variables) => unknown) | object | string | number | boolean | null | undefined

/** An argument's value, or how it is read from the variables, as they come. Variables inside of a value are read as null. */
function argument(operation: OperationDefinitionNode, node: FieldNode, name: string): Given {
  const value: ValueNode | undefined = node.arguments?.find((given) => given.name.value === name)?.value
  if (value?.kind !== Kind.VARIABLE) return value && plain(value)
  const variable = value.name.value
  const declared = operation.variableDefinitions?.find((one) => one.variable.name.value === variable)
  const otherwise = declared?.defaultValue && plain(declared.defaultValue)
  return (variables) => (Object.hasOwn(variables, variable) ? variables[variable] : otherwise)
}

function plain(value: ValueNode): Exclude<Given, (variables: Variables) => unknown> {
  const read: unknown = valueFromASTUntyped(value)
  return typeof read === 'object' || typeof read === 'number' ? read : null
}

const read = (given: Given, variables: Variables): unknown =>
  typeof given === 'function' ? given(variables) : given

const rowsOf = (value: unknown): number =>
  typeof value === 'number' && value >= 0 && value <= MAX_PAGE_ROWS ? value : MAX_PAGE_ROWS

function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.length
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce((sum: number, item) => sum + (Array.isArray(item) ? item.length : 0), 0)
}
