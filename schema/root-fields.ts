import {
  type FieldNode,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  type SelectionNode,
} from 'graphql'

type RootField = GraphQLField<unknown, unknown>
type Operation = Pick<GraphQLResolveInfo, 'operation' | 'fragments' | 'parentType' | 'variableValues'>

/** By the variables, which are made anew for each execution: a document is kept for many. */
const known = new WeakMap<object, RootField[]>()

/** The root fields that an execution runs, each once, however often it is selected. */
export function rootFieldsOf(info: Operation): readonly RootField[] {
  const found = known.get(info.variableValues)
  if (found) return found
  const declared = info.parentType.getFields()
  const names = new Set(selected(info, info.operation.selectionSet.selections).map(({ name }) => name.value))
  const fields = [...names].flatMap((name) => declared[name] ?? [])
  known.set(info.variableValues, fields)
  return fields
}

/** Every fragment is looked into once: a document may spread one any number of times. */
function selected(
  info: Operation,
  selections: readonly SelectionNode[],
  seen = new Set<string>(),
): FieldNode[] {
  return selections.flatMap((selection) => {
    if (isLeftOut(selection, info)) return []
    if (selection.kind === 'Field') return [selection]
    if (selection.kind === 'InlineFragment') return selected(info, selection.selectionSet.selections, seen)
    const fragment = info.fragments[selection.name.value]
    if (!fragment || seen.has(fragment.name.value)) return []
    seen.add(fragment.name.value)
    return selected(info, fragment.selectionSet.selections, seen)
  })
}

const isLeftOut = (selection: SelectionNode, { variableValues }: Operation): boolean =>
  getDirectiveValues(GraphQLSkipDirective, selection, variableValues)?.if === true ||
  getDirectiveValues(GraphQLIncludeDirective, selection, variableValues)?.if === false
