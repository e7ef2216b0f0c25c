import type { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { giveCodes } from '../error-codes.ts'
import { httpOf } from '../refusal.ts'

/** Gives a code to errors that have none, and takes out of them what callers are not told. */
export const useErrorCodes = (suggestions: boolean): Plugin => ({
  onResultProcess: ({ result }) => {
    if (Array.isArray(result) || !('errors' in result)) return
    const errors = result.errors ?? []
    giveCodes(errors, suggestions)
    for (const error of errors) keepStatus(error)
  },
})

/** Yoga answers plain JSON with 200 for what a document is refused for. What is no JSON, or too large, is refused as HTTP knows it. */
function keepStatus({ extensions }: GraphQLError): void {
  const http = httpOf({ extensions })
  if (!http || (extensions.code !== 'LIMIT_EXCEEDED' && extensions.originalError === undefined)) return
  // What a library has thrown is its own affair.
  delete extensions.originalError
  extensions.http = { status: http.status, ...(http.headers && { headers: http.headers }) }
}
