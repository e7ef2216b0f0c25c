import type { Plugin } from 'graphql-yoga'
import { findRefusal } from '../refusal.ts'

/** Gives a refusal of the whole operation a status of its own. */
export const useAccess = (): Plugin => ({
  onResultProcess: ({ result, setResult }) => {
    // Nothing of it was done: a refusal to HTTP too, which has no `data` and a status of its own.
    const refusal = 'errors' in result ? findRefusal(result) : null
    if (refusal) setResult({ errors: [refusal.error], extensions: { http: refusal.http } })
  },
})
