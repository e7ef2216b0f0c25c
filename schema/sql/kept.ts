import type { OperationDefinitionNode } from 'graphql'
import { LRUCache } from 'lru-cache'
import { declaredVariables } from './declared-variables.ts'
import { shapeOf } from './input.ts'
import { operationNumber } from './operation-number.ts'
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

/** What this process keeps of plans, and how often one was found kept, or made. */
interface PlanCounts {
  kept: number
  hits: number
  made: number
}

const counts = { hits: 0, made: 0 }
const keepers: { readonly size: number }[] = []

/** Of the plans of all operations. */
export const planCounts = (): PlanCounts => ({
  ...counts,
  kept: keepers.reduce((sum, plans) => sum + plans.size, 0),
})

let onPlan: (startMs: number) => void = () => {}

/** Calls a listener, and no other from now on, with when the making of a plan began, by performance.now(), as soon as it is made. */
export function watchPlans(listener: (startMs: number) => void): void {
  onPlan = listener
}

/** Keeps plans up to a sum of their sizes and of the keys that they are found by, in characters. Those least recently used go first, and are made again when asked for. */
export function createKept<Plan extends object>(maxSize: number, sizeOf: (plan: Plan) => number): Kept<Plan> {
  const sizeCalculation = (plan: Plan, key: string) => key.length + sizeOf(plan)
  const plans = new LRUCache<string, Plan>({ maxSize, sizeCalculation })
  keepers.push(plans)
  return {
    find: (operation, place, create) => {
      const key = `${shapeKey(operation)}${place}`
      const kept = plans.get(key)
      if (kept) {
        counts.hits++
        return kept
      }
      const startMs = performance.now()
      const plan = create()
      counts.made++
      onPlan(startMs)
      plans.set(key, plan)
      return plan
    },
  }
}

/** The same for requests of one operation whose variables have one shape. */
function shapeKey({ schema, operation, variables }: Operation): string {
  const shapes = declaredVariables(schema, operation).map(({ name, type }) => shapeOf(variables[name], type))
  return `${operationNumber(operation)}(${shapes.join()})`
}
