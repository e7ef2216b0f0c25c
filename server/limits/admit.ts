import { GraphQLError } from 'graphql'
import type { Arrival } from '../exchange.ts'
import type { Admission } from './admission.ts'
import { type Asked, CostError, costOf } from './cost.ts'
import { LimitError } from './limit-error.ts'
import type { Limits } from './limits.ts'
import { refuseNulls } from './null-variables.ts'
import type { Rates } from './rates.ts'
import { refuseVariables } from './variables.ts'

/** An operation with its variables as they came. */
export interface AskedWithVariables extends Asked {
  variables: Readonly<Record<string, unknown>>
}

/** Looks at what an operation asks for before it is executed, whichever way it came; and takes what it costs. */
export type Admit = (asked: AskedWithVariables, caller: Pick<Arrival, 'actor' | 'address'>) => Admission

/** Too many requests, or too dear ones, within a minute. The same request succeeds after a while. */
export class RateLimitError extends GraphQLError {
  constructor(seconds: number) {
    const wait = Math.ceil(seconds)
    super(`This is more than a minute allows: ask again in ${wait} s`, {
      extensions: {
        code: 'RATE_LIMITED',
        retryAfterSeconds: wait,
        http: { status: 429, headers: { 'retry-after': String(wait) } },
      },
    })
  }
}

/** Looks at an operation, whoever asks. */
export const createWeigh =
  (limits: Limits) =>
  ({ operation, fragments, variables }: AskedWithVariables): Admission => {
    const requested = 0
    const refusal =
      refuseVariables(variables, limits, operation.operation === 'mutation') ??
      refuseNulls({ operation, fragments }, variables)
    if (refusal) return { refusal, cost: { requested, limit: limits.cost } }
    const price = costOf({ operation, fragments })
    const cost = { requested: price.of(variables), limit: limits.cost }
    if (price.conditions(variables) > limits.conditions) {
      return { refusal: new LimitError('conditions', limits.conditions), cost }
    }
    if (cost.requested > limits.cost) {
      return { refusal: new CostError(cost.requested, cost.limit, price.dearest(variables)), cost }
    }
    return { refusal: null, cost }
  }

export function createAdmit(limits: Limits, rates: Rates): Admit {
  const weigh = createWeigh(limits)
  return (asked, caller) => {
    const { refusal, cost } = weigh(asked)
    const taken = refusal ? null : rates.takeCost(caller, cost.requested)
    if (!taken) return { refusal, cost }
    const { granted, seconds, headers } = taken
    return { refusal: granted ? null : new RateLimitError(seconds), cost, headers }
  }
}
