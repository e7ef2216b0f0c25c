import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from '../context.ts'
import { jsonWriter } from './json.ts'
import { createKept, type Operation } from './kept.ts'
import { bind, createPlan, type Plan, readPlan } from './plan.ts'
import { collectFields } from './selection.ts'

/** Resolves a root field by one statement. */
export async function resolveRoot(
  _root: unknown,
  _args: unknown,
  { database, failures }: Context,
  info: GraphQLResolveInfo,
): Promise<never> {
  const { key } = info.path
  // It was asked for already, and would fail again: at the cost of a second wait where the database is busy.
  if (failures?.has(`${key}`)) throw failures.get(`${key}`)
  return readPlan(database, planOf(info), info.variableValues)
}

const MAX_KEPT_CHARACTERS = 8_000_000
const kept = createKept<Plan>(MAX_KEPT_CHARACTERS, ({ text }) => text.length)

/** The plan of the field being resolved. */
export const planOf = (info: GraphQLResolveInfo): Plan =>
  kept.find(operationOf(info), pathOf(info.path), () =>
    createPlan(operationOf(info), jsonWriter, {
      type: info.parentType,
      name: info.fieldName,
      nodes: info.fieldNodes,
    }),
  )

/** Throws what reading the root fields of an operation would throw for its variables, before anything is done. */
export function checkPlans(info: GraphQLResolveInfo): void {
  const { operation, parentType, variableValues } = info
  for (const [key, fieldNodes] of collectFields(operationOf(info), parentType, [operation.selectionSet])) {
    const fieldName = fieldNodes[0]?.name.value ?? ''
    // Of itself the operation can also ask for `__typename`.
    if (!(fieldName in parentType.getFields())) continue
    const path = { key, prev: undefined, typename: parentType.name }
    bind(planOf({ ...info, fieldName, fieldNodes, path }), variableValues)
  }
}

const operationOf = ({ schema, fragments, operation, variableValues }: GraphQLResolveInfo): Operation => ({
  schema,
  fragments,
  operation,
  variables: variableValues,
})

const pathOf = ({ prev, key }: GraphQLResolveInfo['path']): string =>
  prev ? `${pathOf(prev)}.${key}` : `${key}`
