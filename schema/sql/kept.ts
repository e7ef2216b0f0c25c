import { type GraphQLInputType, isInputType, type OperationDefinitionNode, typeFromAST } from 'graphql'
import { LRUCache } from 'lru-cache'
import { shapeOf } from './input.ts'
import type { Document } from './selection.ts'

/** An operation of a document, and the variables of one request for it. */
export interface Operation extends Document {
  operation: OperationDefinitionNode
}

/** What is kept of an operation for each shape of its variables. */
export interface Kept<Plan> {
  /** The plan, made at the first request of its shape. `place` tells it from others of the operation. */
  find(operation: Operation, place: string, create: () => Plan): Plan
}

/** Keeps plans up to a sum of their sizes, in characters. Those least recently used go first, and are made again when asked for. */
export function createKept<Plan extends object>(maxSize: number, sizeOf: (plan: Plan) => number): Kept<Plan> {
  const plans = new LRUCache<string, Plan>({ maxSize, sizeCalculation: sizeOf })
  return {
    find: (operation, place, create) => {
      const key = `${shapeKey(operation)}${place}`
      const kept = plans.get(key)
      if (kept) return kept
      const plan = create()
      plans.set(key, plan)
      return plan
    },
  }
}

interface Known {
  number: number
  variables: { name: string; type: GraphQLInputType }[]
}

/** By the parsed operation: the server keeps the documents that are asked for again. */
const operations = new WeakMap<OperationDefinitionNode, Known>()
let lastNumber = 0

/** The same for requests of one operation whose variables have one shape. */
function shapeKey(operation: Operation): string {
  const { number, variables } = operations.get(operation.operation) ?? know(operation)
  const shapes = variables.map(({ name, type }) => shapeOf(operation.variables[name], type))
  return `${number}(${shapes.join()})`
}

function know({ operation, schema }: Operation): Known {
  const variables = (operation.variableDefinitions ?? []).flatMap((definition) => {
    const type = typeFromAST(schema, definition.type)
    return isInputType(type) ? [{ name: definition.variable.name.value, type }] : []
  })
  const known = { number: ++lastNumber, variables }
  operations.set(operation, known)
  return known
}
