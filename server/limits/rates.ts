import type { Arrival } from '../exchange.ts'
import type { Limits } from './limits.ts'
import { createRate, type Rate, type Taken } from './rate.ts'

type Caller = Pick<Arrival, 'actor' | 'address'>

/** What keys and addresses may ask within a minute. */
export interface Rates {
  /** Whether there is any such limit: without one nobody is counted. */
  readonly areOn: boolean
  /** Takes points on behalf of whoever asks: of their key, or else of their address. Null where they have no limit. */
  take(caller: Caller, points: number): (Taken & { headers: Record<string, string> }) | null
}

export function createRates({ keyRate, addressRate }: Pick<Limits, 'keyRate' | 'addressRate'>): Rates {
  const keys = ofLimit(keyRate)
  const addresses = ofLimit(addressRate)
  return {
    areOn: keys !== null || addresses !== null,
    take: ({ actor, address }, points) => {
      const rate = actor ? keys : addresses
      if (!rate) return null
      const taken = rate.take(actor ? actor.keyId : address(), points)
      return { ...taken, headers: headersOf(actor ? 'key' : 'address', rate, taken) }
    },
  }
}

const ofLimit = (points: number): Rate | null => (Number.isFinite(points) ? createRate(points) : null)

/** By the draft of the IETF for RateLimit header fields. */
const headersOf = (policy: string, { points }: Rate, { left, seconds }: Taken) => ({
  'ratelimit-policy': `"${policy}";q=${points};w=60`,
  ratelimit: `"${policy}";r=${left};t=${Math.ceil(seconds)}`,
})
