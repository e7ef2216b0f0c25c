import type { Plugin } from 'graphql-yoga'

/** Tells that nothing is at a path which is that of no plugin before it, nor of GraphQL: Yoga would say so by the status alone. */
export const useNotFound = (path: string): Plugin => ({
  onRequest: ({ url, fetchAPI, endResponse }) => {
    if (url.pathname === path) return
    endResponse(fetchAPI.Response.json({ errors: [ERROR] }, { status: 404 }))
  },
})

const ERROR = { message: 'Nothing is at this path', extensions: { code: 'NOT_FOUND' } }
