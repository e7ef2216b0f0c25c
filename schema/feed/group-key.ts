import { Kind, type OperationDefinitionNode, visit } from 'graphql'
import type { Role } from '../../db/vocabulary.ts'
import { argumentsOf } from '../sql/compilation.ts'
import type { Operation } from '../sql/index.ts'
import { operationNumber } from '../sql/operation-number.ts'
import type { FeedField } from './frame-plan.ts'

/** Where a subscription asks to begin; null for the next change. */
export function afterOf(operation: Operation, { field, nodes }: FeedField): string | null {
  const after = argumentsOf(operation, field, nodes).value('after')
  return after.is === 'leaf' ? String(after.slot.read(operation.variables)) : null
}

/** The same for subscribers who are sent the same from any place on: of one operation, with equal variables, in one role. */
export function groupKey(operation: Operation, field: FeedField, role: Role | null): string {
  const place = placeVariable(operation, field)
  const variables = Object.entries(operation.variables)
    .filter(([name]) => name !== place)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  return `${operationNumber(operation.operation)} ${role} ${JSON.stringify(variables)}`
}

/** The variable that says where to begin and nothing else. */
function placeVariable({ operation, fragments }: Operation, { nodes }: FeedField): string | null {
  const known = placeVariables.get(operation)
  if (known !== undefined) return known
  const value = nodes[0]?.arguments?.find(({ name }) => name.value === 'after')?.value
  const name = value?.kind === Kind.VARIABLE ? value.name.value : null
  let uses = 0
  const count = {
    Variable: (node: { name: { value: string } }) => {
      if (node.name.value === name) uses++
    },
    VariableDefinition: () => false,
  }
  for (const definition of [operation, ...Object.values(fragments)]) visit(definition, count)
  const place = uses === 1 ? name : null
  placeVariables.set(operation, place)
  return place
}

const placeVariables = new WeakMap<OperationDefinitionNode, string | null>()
