import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isObjectType,
  Kind,
  OperationTypeNode,
} from 'graphql'
import { type DocumentFile, HEADER, type Operation, operationsOf } from './operations.ts'

/** Prints a method for every operation, described by the root field that it asks for. A subscription `XLive` goes to `x.live`. */
export function plugin(
  schema: GraphQLSchema,
  files: readonly DocumentFile[],
  { documentFile }: { documentFile: string },
): string {
  const operations = operationsOf(files)
  const live = new Map(operations.filter(isStream).map((operation) => [operation.method, operation]))
  const methods = operations
    .filter((operation) => !isStream(operation))
    .map((operation) => methodOf(operation, live.get(`${operation.method}Live`), schema))
  const used = [...new Set(methods.flatMap(({ kinds }) => kinds))].sort()
  const types = [...new Set(methods.flatMap(({ types }) => types))].sort()
  return `${HEADER}
import type { Client } from '../client.ts'
import { ${[...used, ...types.map((type) => `type ${type}`)].join(', ')} } from '../method.ts'
import * as documents from './${documentFile}'
import type * as types from './types.ts'

/** One method an operation. */
export interface Methods {
${methods.map(({ declared }) => declared).join('\n')}
}

/** The methods of a client. */
export const createMethods = (client: Client): Methods => ({
${methods.map(({ made }) => made).join('\n')}
})
`
}

function methodOf(operation: Operation, live: Operation | undefined, schema: GraphQLSchema) {
  const { method, document, result, variables } = operation
  const field = rootField(operation, schema)
  const parts: { kind: string; type: string; declared: string; document: string }[] = [
    {
      kind: takesKey(field) ? 'mutation' : 'method',
      type: 'Method',
      declared: `Method<types.${result}, types.${variables}>`,
      document,
    },
  ]
  const answer = `types.${result}['${field.name}']`
  if (isPaged(field)) {
    parts.push({ kind: 'paged', type: 'Paged', declared: `Paged<${answer}, types.${variables}>`, document })
  }
  if (live) {
    const frame = `types.${live.result}['${rootField(live, schema).name}']`
    const declared = `Followed<${frame}, types.${live.variables}>`
    parts.push({ kind: 'followed', type: 'Followed', declared, document: live.document })
  }
  // What makes a list makes its method, too.
  const made = parts
    .slice(isPaged(field) ? 1 : 0)
    .map(({ kind, document }) => `${kind}(client, documents.${document})`)
  const description = (field.description ?? '').replaceAll(/\s+/g, ' ').replaceAll('*/', '* /')
  return {
    kinds: parts.map(({ kind }) => kind),
    types: parts.map(({ type }) => type),
    declared: `  /** ${description} */\n  ${method}: ${parts.map(({ declared }) => declared).join(' & ')}`,
    made: `  ${method}: ${made.length > 1 ? `Object.assign(${made.join(', ')})` : made[0]},`,
  }
}

const isStream = ({ definition }: Operation) => definition.operation === OperationTypeNode.SUBSCRIPTION

type RootField = GraphQLField<unknown, unknown>

function isPaged(field: RootField): boolean {
  const type = getNamedType(field.type)
  return isObjectType(type) && 'pageInfo' in type.getFields()
}

/** Whether the service tells a mutation that comes again by its key. */
function takesKey({ args: [input] }: RootField): boolean {
  const type = input && getNamedType(input.type)
  return isInputObjectType(type) && 'idempotencyKey' in type.getFields()
}

function rootField({ definition, method }: Operation, schema: GraphQLSchema): RootField {
  const [selected, ...others] = definition.selectionSet.selections
  const name = selected?.kind === Kind.FIELD ? selected.name.value : ''
  const field = schema.getRootType(definition.operation)?.getFields()[name]
  if (!field || others.length > 0) throw new Error(`${method} asks for one root field`)
  return field
}
