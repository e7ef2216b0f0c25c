import cors from 'cors'
import type { Gate } from '../exchange.ts'

/**
 * Lets pages of these origins ask, or of any, and answers their browsers' questions beforehand. Without credentials: a key is sent
 * in a header by whoever has it, and never by a browser of its own accord.
 */
export const crossOrigin = (origins: readonly string[] | null): Gate => {
  const answer = cors({
    origin: origins === null ? '*' : [...origins],
    methods: ['GET', 'POST'],
    exposedHeaders: EXPOSED,
    maxAge: PREFLIGHT_MAX_AGE_S,
  })
  return ({ request, response }) => {
    if (request.headers.origin !== undefined) answer(request, response, () => {})
  }
}

const EXPOSED = ['X-Request-Id', 'Retry-After', 'ETag', 'RateLimit', 'RateLimit-Policy']
const PREFLIGHT_MAX_AGE_S = 86_400
