import type { Plugin } from 'graphql-yoga'

/**
 * Tells that nothing is at a path which is that of no plugin before it, nor of GraphQL: Yoga would say so by the status alone. It is no
 * answer of GraphQL, so that no client takes this address for one of it.
 */
export const useNotFound = (path: string): Plugin => ({
  onRequest: ({ url, fetchAPI, endResponse }) => {
    if (url.pathname === path) return
    endResponse(fetchAPI.Response.json(ERROR, { status: 404 }))
  },
})

const ERROR = { code: 'NOT_FOUND', message: 'Nothing is at this path' }
