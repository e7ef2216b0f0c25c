import {
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql'

/** A variable as an operation declares it. */
export interface DeclaredVariable {
  name: string
  type: GraphQLInputType
  hasDefault: boolean
}

const known = new WeakMap<OperationDefinitionNode, readonly DeclaredVariable[]>()

/** The variables of an operation, in the order of the document: looked up in the schema once. */
export function declaredVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
): readonly DeclaredVariable[] {
  const found = known.get(operation)
  if (found) return found
  const declared = (operation.variableDefinitions ?? []).flatMap(({ variable, type: node, defaultValue }) => {
    const type = typeFromAST(schema, node)
    return isInputType(type)
      ? [{ name: variable.name.value, type, hasDefault: defaultValue !== undefined }]
      : []
  })
  known.set(operation, declared)
  return declared
}
