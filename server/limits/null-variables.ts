import {
  type DirectiveNode,
  type DocumentNode,
  GraphQLError,
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  ValidationContext,
  type VariableNode,
  valueFromASTUntyped,
  visit,
} from 'graphql'
import { schema } from '../../schema/index.ts'
import { amountFor, type Variables } from './amount.ts'
import { inclusionOf } from './collect.ts'
import type { Asked } from './cost.ts'

/** A variable that may be null by itself, and is where it may not. Nothing of the operation is done. */
export class NullVariableError extends GraphQLError {
  constructor({ node, type }: Usage) {
    const name = node.name.value
    super(`Variable "$${name}" must not be null where ${type} is needed`, {
      nodes: node,
      extensions: { code: 'BAD_USER_INPUT', argument: name, http: { status: 400 } },
    })
  }
}

/** Where a variable stands that may be null, and null may not: it has a default, or the place has; or it is a choice of one. */
interface Usage {
  node: VariableNode
  type: GraphQLInputType
  /** Whether it is wrong there also where it is not given at all. */
  isNeeded: boolean
}

/**
 * The error of a null in the variables of a valid operation that cannot be where it is put; null where there is none. The
 * executor would tell it field by field, and of the argument alone. What is left out by a directive needs no values.
 */
export function refuseNulls(asked: Asked, given: Variables): NullVariableError | null {
  const usages = usagesOf(asked)
  if (usages.length === 0) return null
  const variables = { ...defaultsOf(asked.operation), ...given }
  const isWrong = ({ node, isNeeded }: Usage) => {
    const value = variables[node.name.value]
    return value === null || (isNeeded && value === undefined)
  }
  if (!usages.some(isWrong)) return null
  const usage = findUsages(withoutLeftOut(documentOf(asked), variables)).find(isWrong)
  return usage ? new NullVariableError(usage) : null
}

const known = new WeakMap<OperationDefinitionNode, readonly Usage[]>()

function usagesOf(asked: Asked): readonly Usage[] {
  const found = known.get(asked.operation) ?? findUsages(documentOf(asked))
  known.set(asked.operation, found)
  return found
}

function findUsages(document: DocumentNode): Usage[] {
  const context = new ValidationContext(schema, document, new TypeInfo(schema), () => {})
  const [operation] = document.definitions
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return []
  const nullable = new Set(
    operation.variableDefinitions
      ?.filter(({ type }) => type.kind !== Kind.NON_NULL_TYPE)
      .map(({ variable }) => variable.name.value),
  )
  return context.getRecursiveVariableUsages(operation).flatMap(({ node, type, parentType }) => {
    const parent = parentType && getNamedType(parentType)
    const isNeeded = isInputObjectType(parent) && parent.isOneOf
    if (!type || !nullable.has(node.name.value) || !(isNeeded || isNonNullType(type))) return []
    return [{ node, type, isNeeded }]
  })
}

const documentOf = ({ operation, fragments }: Asked): DocumentNode => ({
  kind: Kind.DOCUMENT,
  definitions: [operation, ...Object.values(fragments)],
})

const withoutLeftOut = (document: DocumentNode, variables: Variables): DocumentNode => {
  const leaveOut = ({ directives }: { readonly directives?: readonly DirectiveNode[] | undefined }) =>
    amountFor(inclusionOf(directives), variables) === 0 ? null : undefined
  return visit(document, { Field: leaveOut, InlineFragment: leaveOut, FragmentSpread: leaveOut })
}

const defaultsOf = ({ variableDefinitions = [] }: OperationDefinitionNode): Variables =>
  Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  )
