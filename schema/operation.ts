import { type ExecutionArgs, type ExecutionResult, getOperationAST, getVariableValues, Kind } from 'graphql'
import { BadUserInputError } from './errors.ts'
import type { Operation } from './sql/index.ts'

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
  const { coerced, errors } = getVariableValues(
    schema,
    operation.variableDefinitions ?? [],
    variableValues ?? {},
  )
  if (!coerced) return { errors: errors ?? [] }
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION)
  return {
    schema,
    operation,
    fragments: Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment])),
    variables: coerced,
  }
}
