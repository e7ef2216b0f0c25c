import type { Arrival, Gate } from '../exchange.ts'

const YEAR_SECONDS = 31_536_000

/**
 * Tells browsers to take an answer for nothing but what it says that it is, and to run and frame nothing of it. A page that
 * has scripts says for itself which. A service that its readers know by https is to be asked by nothing else.
 */
export const securityHeaders = (publicUrl: string | null): Gate<Arrival> => {
  const also = publicUrl?.startsWith('https:')
    ? { 'strict-transport-security': `max-age=${YEAR_SECONDS}` }
    : {}
  return ({ headers }) => {
    Object.assign(headers, HEADERS, also)
  }
}

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}
