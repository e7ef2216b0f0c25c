import { randomUUID } from 'node:crypto'
import type { Plugin } from 'graphql-yoga'

const ids = new WeakMap<Request, string>()

/** The id of a request, which its answer and its log line carry. */
export function requestId(request: Request): string {
  const id = ids.get(request) ?? forwarded(request) ?? randomUUID()
  ids.set(request, id)
  return id
}

/** Answers every request with `X-Request-Id`: the caller's own, where it is plain, or a new one. */
export const useRequestId = (): Plugin => ({
  onResponse: ({ request, response }) => {
    response.headers.set('x-request-id', requestId(request))
  },
})

const forwarded = (request: Request) => /^[\w-]{8,64}$/.exec(request.headers.get('x-request-id') ?? '')?.[0]
