import { type FragmentDefinitionNode, GraphQLError, type OperationDefinitionNode } from 'graphql'
import { schema } from '../../schema/index.ts'
import { type Amount, amountFor, sumOf, type Variables } from './amount.ts'
import { priceRootFields } from './price.ts'
import type { Price } from './worth.ts'

/** What an operation costs, before it is executed. */
export interface Cost {
  /** In points: the records that it may read, by the variables as they come. */
  of(variables: Variables): number
  /** How many conditions its filters have. */
  conditions(variables: Variables): number
  /** Response paths of the fields that most of it is for, the dearest first. */
  dearest(variables: Variables): Dear[]
}

/** An operation that may cost more than the limit. Nothing of it is done. */
export class CostError extends GraphQLError {
  constructor(requested: number, limit: number, dearest: readonly Dear[]) {
    const fields = dearest.map(({ field, cost }) => `${field} (${cost})`).join(', ')
    super(`This may cost ${requested} points, and ${limit} are allowed: ask for less of ${fields}`, {
      extensions: {
        code: 'COST_LIMIT_EXCEEDED',
        cost: { requested, limit },
        dearest,
        http: { status: 400 },
      },
    })
  }
}

interface Dear {
  field: string
  cost: number
}

/** An operation of a valid document. */
export interface Asked {
  operation: OperationDefinitionNode
  fragments: Readonly<Record<string, FragmentDefinitionNode>>
}

const known = new WeakMap<OperationDefinitionNode, Cost>()

/** How an operation's cost is reckoned: found out once for each operation of a document, of which most cost the same each time. */
export function costOf({ operation, fragments }: Asked): Cost {
  const found = known.get(operation)
  if (found) return found
  const prices = priceRootFields({ schema, operation, fragments })
  const whole: Amount = sumOf(prices.map((price) => price.whole))
  const conditions = sumOf(prices.map((price) => price.conditions))
  const cost: Cost = {
    of: (variables) => amountFor(whole, variables),
    conditions: (variables) => amountFor(conditions, variables),
    dearest: (variables) =>
      prices
        .flatMap((price) => [...ownCosts(price, 1, variables)])
        .sort((one, other) => other.cost - one.cost)
        .slice(0, DEAREST),
  }
  known.set(operation, cost)
  return cost
}

/** As many as can be told without telling all. */
const DEAREST = 3

/** What each field costs without what is inside of it, for all the rows around it. */
function* ownCosts({ path, own, rows, inside }: Price, times: number, variables: Variables): Generator<Dear> {
  yield { field: path, cost: times * amountFor(own, variables) }
  for (const price of inside) yield* ownCosts(price, times * amountFor(rows, variables), variables)
}
