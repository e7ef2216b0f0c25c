import type { Plugin } from 'graphql-yoga'
import { giveCodes } from '../error-codes.ts'

/** Gives a code to errors that have none. */
export const useErrorCodes = (): Plugin => ({
  onResultProcess: ({ result }) => {
    if (!Array.isArray(result) && 'errors' in result) giveCodes(result.errors ?? [])
  },
})
