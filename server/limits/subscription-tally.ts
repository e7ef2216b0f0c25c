import { GraphQLError } from 'graphql'
import type { Arrival } from '../exchange.ts'
import type { Limits } from './limits.ts'

/** Counts the subscriptions that callers have at once, in this process. */
export interface SubscriptionTally {
  /** Counts one more until the function that it returns is called; the error to tell where that would be too many. */
  begin(caller: Pick<Arrival, 'actor' | 'address'>): (() => void) | TooManySubscriptionsError
}

/** A key, or an address, has as many subscriptions as it may. One more is possible once another ends. */
export class TooManySubscriptionsError extends GraphQLError {
  constructor(most: number) {
    super(`${most} subscriptions are under way, and more are not: end one first`, {
      extensions: { code: 'TOO_MANY_SUBSCRIPTIONS', most, http: { status: 429 } },
    })
  }
}

export function createSubscriptionTally({
  keySubscriptions,
  addressSubscriptions,
}: Pick<Limits, 'keySubscriptions' | 'addressSubscriptions'>): SubscriptionTally {
  const counts = new Map<string, number>()
  return {
    begin: ({ actor, address }) => {
      const most = actor ? keySubscriptions : addressSubscriptions
      if (!Number.isFinite(most)) return () => {}
      const who = actor ? `key ${actor.keyId}` : `address ${address()}`
      const count = counts.get(who) ?? 0
      if (count >= most) return new TooManySubscriptionsError(most)
      counts.set(who, count + 1)
      let isOver = false
      return () => {
        if (isOver) return
        isOver = true
        const left = (counts.get(who) ?? 1) - 1
        if (left > 0) counts.set(who, left)
        else counts.delete(who)
      }
    },
  }
}
