import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type FragmentDefinitionNode,
  getOperationAST,
  Kind,
} from 'graphql'
import { BadUserInputError } from './errors.ts'
import type { Operation } from './sql/index.ts'
import { coerceVariables } from './variables.ts'

/** The operation that a request names in a valid document, with its variables coerced; or the result that says what is wrong with them. */
export function readOperation({
  schema,
  document,
  operationName,
  variableValues,
}: Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>):
  | Operation
  | (ExecutionResult & { errors: object }) {
  const operation = getOperationAST(document, operationName)
  if (!operation) {
    return { errors: [new BadUserInputError('operationName', 'The document has no operation of this name')] }
  }
  const { coerced, errors } = coerceVariables(schema, operation, variableValues ?? {})
  if (!coerced) return { errors: errors ?? [] }
  return {
    schema,
    operation,
    fragments: fragmentsOf(document),
    variables: coerced,
  }
}

/** The fragments of a document, by name. */
export const fragmentsOf = ({
  definitions,
}: DocumentNode): Readonly<Record<string, FragmentDefinitionNode>> =>
  Object.fromEntries(
    definitions
      .filter((node) => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  )
