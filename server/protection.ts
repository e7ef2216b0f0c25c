import { type Limits, USUAL_LIMITS } from './limits/limits.ts'

/** What the service lets callers do, and how much of it. */
export interface Protection {
  limits: Limits
  /** Proxies between callers and the service, whose word on the caller's address is taken. */
  proxies: number
  /** Origins whose pages may ask; null for all. */
  origins: readonly string[] | null
  /** Whether the schema answers questions about itself. */
  introspection: boolean
  /** Whether an error tells the names that were nearly given. */
  suggestions: boolean
  /** Whether a browser is shown the playground. */
  playground: boolean
  /** Whether queries are answered by GET too. Streams are in any case: a browser's EventSource knows nothing else. */
  readsByGet: boolean
}

/** For whoever tries the service out on a machine of their own: everything can be explored. */
export const OPEN: Protection = {
  limits: USUAL_LIMITS,
  proxies: 0,
  origins: null,
  introspection: true,
  suggestions: true,
  playground: true,
  readsByGet: true,
}
