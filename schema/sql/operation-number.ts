import type { OperationDefinitionNode } from 'graphql'

const numbers = new WeakMap<OperationDefinitionNode, number>()
let last = 0

/** Tells a parsed operation from all others of this process: the server keeps the documents that are asked for again. */
export function operationNumber(operation: OperationDefinitionNode): number {
  const number = numbers.get(operation) ?? ++last
  numbers.set(operation, number)
  return number
}
