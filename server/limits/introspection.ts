import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  type OperationDefinitionNode,
} from 'graphql'
import { type Amount, amountFor } from './amount.ts'
import { type Collected, collectAll } from './collect.ts'
import { type Described, describedOf } from './described.ts'
import { givenArgument } from './given.ts'
import { type Price, worth } from './worth.ts'

/** They are in memory, and made while nobody else is answered. */
const VALUES_PER_POINT = 5

interface Asked {
  schema: GraphQLSchema
  operation: OperationDefinitionNode
  fragments: Readonly<Record<string, FragmentDefinitionNode>>
}

export const isIntrospection = ({ name }: FieldNode): boolean =>
  name.value === '__schema' || name.value === '__type'

/**
 * What a question about the schema costs, by the values of its answer: the schema is known, so it is known of each field how
 * often it is answered. Where a variable names the type, what is inside counts with its field.
 */
export function priceIntrospection(
  { schema, operation, fragments }: Asked,
  { nodes, isIncluded }: Collected,
  path: string,
): Price {
  const priceAll = (type: string, nodes: readonly FieldNode[], path: string, parents: Described): Price[] =>
    collectAll(
      type,
      nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
      fragments,
    ).map((collected) => price(collected, `${path}.${collected.key}`, parents))

  const price = ({ type, nodes, isIncluded }: Collected, path: string, parents: Described): Price => {
    const name = nodes[0]?.name.value ?? ''
    const on = schema.getType(type)
    const field = isObjectType(on) ? on.getFields()[name] : undefined
    const to = field && getNamedType(field.type)
    const inside = isCompositeType(to) ? priceAll(to.name, nodes, path, parents.inside(name)) : []
    return worth(path, pointsOf(parents.total), isIncluded, inside)
  }
  const [node] = nodes
  if (node?.name.value !== '__type') {
    return worth(path, 1, isIncluded, priceAll('__Schema', nodes, path, describedOf(schema, [schema])))
  }
  const insideOf = (name: unknown) => {
    const type = typeof name === 'string' ? schema.getType(name) : undefined
    return priceAll('__Type', nodes, path, describedOf(schema, type ? [type] : []))
  }
  const name = givenArgument(operation, node, 'name')
  if (name.isKnown) return worth(path, 1, isIncluded, insideOf(name.read({})))
  const points: Amount = (variables) =>
    insideOf(name.read(variables)).reduce((sum, { whole }) => sum + amountFor(whole, variables), 1)
  return worth(path, points, isIncluded)
}

const pointsOf = (values: number): number => Math.ceil(values / VALUES_PER_POINT)
