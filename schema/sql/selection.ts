import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import type { Variables } from './input.ts'

export interface Document {
  schema: GraphQLSchema
  fragments: Readonly<Record<string, FragmentDefinitionNode>>
  /** Of the request that the plan is made for: @skip and @include read them, and the plan's key tells them. */
  variables: Variables
}

/** The fields selected of one concrete type, merged by response key, in the order of the document. */
export function collectFields(
  document: Document,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>()
  const visited = new Set<string>()
  for (const set of sets) collect(document, type, set.selections, fields, visited)
  return fields
}

function collect(
  document: Document,
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
  fields: Map<string, FieldNode[]>,
  visited: Set<string>,
): void {
  for (const node of selections) {
    if (!isIncluded(document, node)) continue
    if (node.kind === Kind.FIELD) {
      const key = node.alias?.value ?? node.name.value
      const same = fields.get(key)
      if (same) same.push(node)
      else fields.set(key, [node])
    } else if (node.kind === Kind.INLINE_FRAGMENT) {
      if (applies(document, node.typeCondition?.name.value, type)) {
        collect(document, type, node.selectionSet.selections, fields, visited)
      }
    } else if (!visited.has(node.name.value)) {
      visited.add(node.name.value)
      const fragment = document.fragments[node.name.value]
      if (fragment && applies(document, fragment.typeCondition.name.value, type)) {
        collect(document, type, fragment.selectionSet.selections, fields, visited)
      }
    }
  }
}

function isIncluded({ variables }: Document, node: SelectionNode): boolean {
  return (node.directives ?? []).every((directive) => {
    const skip = directive.name.value === 'skip'
    if (!skip && directive.name.value !== 'include') return true
    const condition = directive.arguments?.find((argument) => argument.name.value === 'if')?.value
    const holds =
      condition?.kind === Kind.VARIABLE
        ? variables[condition.name.value] === true
        : condition?.kind === Kind.BOOLEAN && condition.value
    return holds !== skip
  })
}

function applies({ schema }: Document, condition: string | undefined, type: GraphQLObjectType): boolean {
  if (condition === undefined || condition === type.name) return true
  const abstract = schema.getType(condition)
  return isAbstractType(abstract) && schema.isSubType(abstract, type)
}
