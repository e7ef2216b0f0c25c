import {
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  getVariableValues,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type OperationDefinitionNode,
} from 'graphql'
import { isObject } from '../db/writes/reading.ts'
import { declaredVariables } from './sql/declared-variables.ts'
import type { Variables } from './sql/input.ts'

/**
 * The variables of a request as an operation declares them; null where graphql-js refuses them. Nearly always they come in
 * the form that coercing them would give, which is told in a third of the time that it takes to coerce them.
 */
export function readVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Variables,
): Variables | null {
  const variables: Record<string, unknown> = {}
  for (const { name, type, hasDefault } of declaredVariables(schema, operation)) {
    if (Object.hasOwn(given, name) && isCoerced(given[name], type)) variables[name] = given[name]
    else if (Object.hasOwn(given, name) || hasDefault || isNonNullType(type)) {
      return coerceVariables(schema, operation, given).coerced ?? null
    }
  }
  return variables
}

/** Of more errors the others are not told: each repeats the value that it is in. */
export const MAX_VARIABLE_ERRORS = 5

/** The variables of a request as graphql-js coerces them, or why not. */
export const coerceVariables = (
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: Variables,
): ReturnType<typeof getVariableValues> =>
  getVariableValues(schema, variableDefinitions, given, { maxErrors: MAX_VARIABLE_ERRORS })

/** Whether a value is what coercing it would give. Never true for one that is refused. */
function isCoerced(value: unknown, type: GraphQLInputType): boolean {
  if (isNonNullType(type)) return value !== null && isCoerced(value, type.ofType)
  if (value === null) return true
  if (isListType(type)) return Array.isArray(value) && value.every((item) => isCoerced(item, type.ofType))
  if (isInputObjectType(type)) {
    return isObject(value) && hasCoercedFields(value, type.getFields(), type.isOneOf)
  }
  try {
    return type.parseValue(value) === value
  } catch {
    return false
  }
}

function hasCoercedFields(
  value: Readonly<Record<string, unknown>>,
  fields: Record<string, GraphQLInputField>,
  isOneOf: boolean,
): boolean {
  const names = Object.keys(value)
  if (isOneOf && (names.length !== 1 || value[names[0] ?? ''] === null)) return false
  const areKnown = names.every((name) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    return field !== undefined && isCoerced(value[name], field.type)
  })
  return areKnown && Object.values(fields).every((field) => isGivenOrFree(field, value))
}

/** A field that is not given is left out, unless it must be given or has a default. */
const isGivenOrFree = (field: GraphQLInputField, value: Readonly<Record<string, unknown>>): boolean =>
  Object.hasOwn(value, field.name) || (field.defaultValue === undefined && !isRequiredInputField(field))
