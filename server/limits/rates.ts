import type { Arrival } from '../exchange.ts'
import type { Limits } from './limits.ts'
import { createRate, type Rate, type Taken } from './rate.ts'

type Caller = Pick<Arrival, 'actor' | 'address'>

/** What keys and addresses may ask within a minute. */
export interface Rates {
  /** Takes the point of a request, whatever it asks and becomes of it: of the caller's key, or else of their address. Null where they have no limit. */
  takeRequest(caller: Caller): TakenOf | null
  /** Takes what the operation of that request costs. */
  takeCost(caller: Caller, points: number): TakenOf | null
}

type TakenOf = Taken & { headers: Record<string, string> }

/** A request that is refused, or asks for next to nothing, is work as well. */
const REQUEST_POINTS = 1

export function createRates({ keyRate, addressRate }: Pick<Limits, 'keyRate' | 'addressRate'>): Rates {
  const keys = ofLimit(keyRate)
  const addresses = ofLimit(addressRate)
  const take = ({ actor, address }: Caller, points: number, before: number) => {
    const rate = actor ? keys : addresses
    if (!rate) return null
    const taken = rate.take(actor ? actor.keyId : address(), points, before)
    return { ...taken, headers: headersOf(actor ? 'key' : 'address', rate, taken) }
  }
  return {
    takeRequest: (caller) => take(caller, REQUEST_POINTS, 0),
    takeCost: (caller, points) => take(caller, points, REQUEST_POINTS),
  }
}

const ofLimit = (points: number): Rate | null => (Number.isFinite(points) ? createRate(points) : null)

/** By the draft of the IETF for RateLimit header fields. */
const headersOf = (policy: string, { points }: Rate, { left, seconds }: Taken) => ({
  'ratelimit-policy': `"${policy}";q=${points};w=60`,
  ratelimit: `"${policy}";r=${left};t=${Math.ceil(seconds)}`,
})
