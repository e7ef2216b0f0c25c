import type { Plugin } from 'graphql-yoga'

/**
 * Gives a code to errors that graphql-js throws before it executes anything, which have neither one nor a path:
 * variables of the wrong type, a missing operation.
 */
export const useErrorCodes = (): Plugin => ({
  onResultProcess: ({ result }) => {
    if (Array.isArray(result) || !('errors' in result)) return
    for (const { extensions, path } of result.errors ?? []) {
      if (path === undefined) extensions.code ??= 'BAD_USER_INPUT'
    }
  },
})
