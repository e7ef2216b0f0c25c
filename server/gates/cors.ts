import cors from 'cors'
import type { Gate } from '../exchange.ts'

/**
 * Lets pages of any origin ask, and answers their browsers' questions beforehand. Without credentials: a key is sent
 * in a header by whoever has it, and never by a browser of its own accord.
 */
export const crossOrigin: Gate = ({ request, response }) => {
  if (request.headers.origin !== undefined) answer(request, response, () => {})
}

const EXPOSED = ['X-Request-Id', 'Retry-After', 'ETag']
const PREFLIGHT_MAX_AGE_S = 86_400

const answer = cors({
  origin: '*',
  methods: ['GET', 'POST'],
  exposedHeaders: EXPOSED,
  maxAge: PREFLIGHT_MAX_AGE_S,
})
