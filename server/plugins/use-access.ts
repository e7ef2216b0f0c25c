import type { Plugin } from 'graphql-yoga'

/** Gives a refusal of the whole operation a status of its own. */
export const useAccess = (): Plugin => ({
  onResultProcess: ({ result, setResult }) => {
    if (!('errors' in result) || holdsData(result.data)) return
    for (const error of result.errors ?? []) {
      const http = REFUSALS.get(error.extensions?.code)
      // Nothing of it was done: a refusal to HTTP too, which has no `data` and a status of its own.
      if (http) return setResult({ errors: [error], extensions: { http } })
    }
  },
})

const REFUSALS = new Map<unknown, { status: number; headers?: Record<string, string> }>([
  ['UNAUTHENTICATED', { status: 401, headers: { 'www-authenticate': 'Bearer' } }],
  ['FORBIDDEN', { status: 403 }],
])

const holdsData = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && Object.values(data).some((value) => value !== null)
