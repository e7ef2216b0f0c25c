import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
} from 'graphql'
import { type Amount, productOf, sumOf } from './amount.ts'
import { filterOf, pageRows, searchOf, size } from './arguments.ts'
import { type Collected, collectAll } from './collect.ts'
import { LIST_ROWS } from './conditions.ts'
import { isIntrospection, priceIntrospection } from './introspection.ts'
import { type Price, worth } from './worth.ts'

/** Counting a list reads more than a page of it. */
const COUNT_POINTS = 10
/** A write checks references, keeps the history and tells the feed. */
const WRITE_POINTS = 10

interface Asked {
  schema: GraphQLSchema
  operation: OperationDefinitionNode
  fragments: Readonly<Record<string, FragmentDefinitionNode>>
}

/** What each root field of an operation costs. It must be valid, and within the limits that documents have. */
export function priceRootFields({ schema, operation, fragments }: Asked): readonly Price[] {
  const root = schema.getRootType(operation.operation)
  if (!root) return []
  const priceAll = (
    type: GraphQLNamedType,
    nodes: readonly Pick<FieldNode, 'selectionSet'>[],
    path: string,
    pageOf: Amount | null,
  ): Price[] =>
    collectAll(
      type.name,
      nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
      fragments,
    ).map((collected) => price(collected, path === '' ? collected.key : `${path}.${collected.key}`, pageOf))

  const price = (collected: Collected, path: string, pageOf: Amount | null): Price => {
    const { type: name, nodes, isIncluded } = collected
    const [node] = nodes
    if (node && isIntrospection(node))
      return priceIntrospection({ schema, operation, fragments }, collected, path)
    const type = schema.getType(name)
    const field = node && findField(type, node.name.value)
    if (!node || !field) return worth(path, 0, isIncluded)
    const to = getNamedType(field.type)
    if (!isCompositeType(to)) return worth(path, field.name === 'totalCount' ? COUNT_POINTS : 0, isIncluded)
    const page = field.args.some((argument) => argument.name === 'first')
      ? pageRows(operation, field, node)
      : null
    const write =
      type === schema.getMutationType() ? sumOf([WRITE_POINTS, size(operation, field, node, 'input')]) : 0
    const rows = rowsOf(field, page === null ? pageOf : 1, size(operation, field, node, 'ids'))
    const filter = filterOf(operation, field, node)
    const search = searchOf(operation, field, node)
    const inside = priceAll(to, nodes, path, page)
    const own = sumOf([write, ownOf(field, pageOf !== null, rows), filter.points, search])
    const whole = sumOf([own, productOf(rows, sumOf(inside.map((one) => one.whole)))])
    const conditions = sumOf([filter.count, ...inside.map((one) => one.conditions)])
    return {
      path,
      own: productOf(isIncluded, own),
      rows: productOf(isIncluded, rows),
      inside,
      whole: productOf(isIncluded, whole),
      conditions: productOf(isIncluded, conditions),
    }
  }
  return priceAll(root, [operation], '', null)
}

const findField = (type: GraphQLNamedType | undefined, name: string) =>
  isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined

/** How often what is inside is read: for each item of a list, of which a page has as many as it was asked for. */
function rowsOf({ type, args }: Field, pageOf: Amount | null, ids: Amount): Amount {
  const isList = isListType(isNonNullType(type) ? type.ofType : type)
  if (!isList) return 1
  if (args.some(({ name }) => name === 'ids')) return ids
  return pageOf ?? LIST_ROWS
}

/** A record is a point. What is a part of one, or of a page, is read with it. */
function ownOf({ type, extensions }: Field, isInPage: boolean, rows: Amount): Amount {
  const isList = isListType(isNonNullType(type) ? type.ofType : type)
  if (isList) return rows
  return isInPage || isPart(extensions.sql) ? 0 : 1
}

const isPart = (declared: unknown): boolean =>
  typeof declared === 'object' && declared !== null && 'is' in declared && declared.is === 'part'

type Field = GraphQLField<unknown, unknown>
