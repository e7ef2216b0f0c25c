import type { ExecutionResult, GraphQLError } from 'graphql'

/** The codes of errors that refuse an operation as a whole, and what they are to HTTP. */
const REFUSALS = new Map<unknown, HttpRefusal>([
  ['UNAUTHENTICATED', { status: 401, headers: { 'www-authenticate': 'Bearer' } }],
  ['FORBIDDEN', { status: 403 }],
])

/** What an error says for itself that it is to HTTP; null where it does not. */
export const httpOf = ({ extensions: { http } }: Pick<GraphQLError, 'extensions'>): HttpRefusal | null =>
  isHttp(http) ? http : null

const isHttp = (value: unknown): value is HttpRefusal =>
  typeof value === 'object' && value !== null && 'status' in value && typeof value.status === 'number'

/** A refusal as HTTP tells it. */
export interface HttpRefusal {
  status: number
  headers?: Record<string, string>
}

/** The error that refused an operation before anything of it was done, and what it is to HTTP; null where none did. */
export function findRefusal({ data, errors = [] }: ExecutionResult): Refusal | null {
  if (holdsData(data)) return null
  for (const error of errors) {
    const http = REFUSALS.get(error.extensions?.code)
    if (http) return { error, http }
  }
  return null
}

interface Refusal {
  error: GraphQLError
  http: HttpRefusal
}

const holdsData = (data: ExecutionResult['data']): boolean =>
  typeof data === 'object' && data !== null && Object.values(data).some((value) => value !== null)
