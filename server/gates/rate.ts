import { endWith } from '../end-with.ts'
import type { Gate } from '../exchange.ts'
import { RateLimitError } from '../limits/admit.ts'
import type { Rates } from '../limits/rates.ts'

/** Takes a point of whoever asks, and ends the request where there is none left. What an operation costs is taken once it is known. */
export const rate =
  (rates: Rates): Gate =>
  (exchange) => {
    if (HEALTH.has(exchange.path)) return
    const taken = rates.takeRequest(exchange)
    if (!taken) return
    Object.assign(exchange.headers, taken.headers)
    if (!taken.granted) endWith(exchange, new RateLimitError(taken.seconds))
  }

/** Whoever watches the process asks often, and must be answered. */
const HEALTH = new Set(['/live', '/ready'])
