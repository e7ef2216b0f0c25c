import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type ValueNode,
  valueFromASTUntyped,
  visit,
} from 'graphql'
import type { Amount, Variables } from './amount.ts'

/** A value that an argument is given: of the document alone, or with the variables of a request put into it, at any depth. */
export interface Given {
  isKnown: boolean
  read(variables: Variables): unknown
}

/** Undefined where the argument is not given. Nothing is coerced. */
export function givenArgument(operation: OperationDefinitionNode, node: FieldNode, name: string): Given {
  const value = node.arguments?.find((given) => given.name.value === name)?.value
  const defaults = value ? variablesIn(value, operation) : []
  const [alone] = defaults
  if (!value || !alone) {
    const known: unknown = value && valueFromASTUntyped(value)
    return { isKnown: true, read: () => known }
  }
  // Nearly all stand alone.
  if (value.kind === Kind.VARIABLE) {
    return { isKnown: false, read: (variables) => valueIn(variables, ...alone) }
  }
  const put = (variables: Variables) =>
    Object.fromEntries(defaults.map(([name, otherwise]) => [name, valueIn(variables, name, otherwise)]))
  return { isKnown: false, read: (variables) => valueFromASTUntyped(value, put(variables)) }
}

const valueIn = (variables: Variables, name: string, otherwise: unknown): unknown =>
  Object.hasOwn(variables, name) ? variables[name] : otherwise

/** What is measured of some values: once and for all, where they are known without variables. */
export function amountOf(
  values: readonly Given[],
  measure: (...values: readonly unknown[]) => number,
): Amount {
  const amount = (variables: Variables) => measure(...values.map(({ read }) => read(variables)))
  return values.every(({ isKnown }) => isKnown) ? amount({}) : amount
}

/** Each variable in a value, with its default. */
function variablesIn(
  value: ValueNode,
  operation: OperationDefinitionNode,
): [name: string, otherwise: unknown][] {
  const found = new Map<string, unknown>()
  visit(value, {
    Variable: ({ name }) => {
      const declared = operation.variableDefinitions?.find(
        ({ variable }) => variable.name.value === name.value,
      )
      found.set(name.value, declared?.defaultValue && valueFromASTUntyped(declared.defaultValue))
    },
  })
  return [...found]
}
