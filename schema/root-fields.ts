import type { GraphQLField, GraphQLResolveInfo } from 'graphql'
import { collectFields } from './sql/index.ts'

type RootField = GraphQLField<unknown, unknown>
type Operation = Pick<
  GraphQLResolveInfo,
  'schema' | 'operation' | 'fragments' | 'parentType' | 'variableValues'
>

/** By the variables, which are made anew for each execution: a document is kept for many. */
const known = new WeakMap<object, RootField[]>()

/** The root fields that an execution runs, each once, however often it is selected. */
export function rootFieldsOf(info: Operation): readonly RootField[] {
  const found = known.get(info.variableValues)
  if (found) return found
  const { operation, parentType, variableValues: variables } = info
  const declared = parentType.getFields()
  const selected = [...collectFields({ ...info, variables }, parentType, [operation.selectionSet]).values()]
  const names = new Set(selected.map(([node]) => node?.name.value ?? ''))
  const fields = [...names].flatMap((name) => declared[name] ?? [])
  known.set(variables, fields)
  return fields
}
