import { type GraphQLSchema, Kind, OperationTypeNode } from 'graphql'
import { type DocumentFile, HEADER, type Operation, operationsOf } from './operations.ts'

/** Prints a method for every operation, described by the root field that it asks for. */
export function plugin(schema: GraphQLSchema, files: readonly DocumentFile[]): string {
  const operations = operationsOf(files)
  return `${HEADER}
import type { Client, RequestOptions } from '../client.ts'
import { pluck } from '../subscribe.ts'
import * as documents from './documents.ts'
import type * as types from './types.ts'

/** One method an operation. */
export interface Methods {
${operations.map((operation) => signature(operation, schema)).join('\n')}
}

/** The methods of a client. */
export const createMethods = ({ request, subscribe }: Client): Methods => ({
${operations.map(body).join('\n')}
})
`
}

function signature(operation: Operation, schema: GraphQLSchema): string {
  const { definition, method, result, variables } = operation
  const field = rootField(operation)
  const description = schema.getRootType(definition.operation)?.getFields()[field]?.description ?? ''
  const optional = definition.variableDefinitions?.every(isOptional) ? '?' : ''
  const parameters = `(variables${optional}: types.${variables}, options?: RequestOptions)`
  return `  /** ${description.replaceAll(/\s+/g, ' ').replaceAll('*/', '* /')} */
  ${
    isStream(operation)
      ? `${method}: { live${parameters}: AsyncIterable<types.${result}['${field}']> }`
      : `${method}${parameters}: Promise<types.${result}>`
  }`
}

function body(operation: Operation): string {
  const { method, document } = operation
  const asked = `documents.${document}, variables, options`
  return isStream(operation)
    ? `  ${method}: { live: (variables, options) => pluck(subscribe(${asked}), '${rootField(operation)}') },`
    : `  ${method}: (variables, options) => request(${asked}),`
}

const isStream = ({ definition }: Operation) => definition.operation === OperationTypeNode.SUBSCRIPTION

const isOptional = ({ type, defaultValue }: Variable) =>
  type.kind !== Kind.NON_NULL_TYPE || defaultValue !== undefined

type Variable = NonNullable<Operation['definition']['variableDefinitions']>[number]

function rootField({ definition, method }: Operation): string {
  const [field, ...others] = definition.selectionSet.selections
  if (field?.kind !== Kind.FIELD || others.length > 0) throw new Error(`${method} asks for one root field`)
  return field.name.value
}
