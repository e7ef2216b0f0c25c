import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'

const SECOND_MS = 1_000

/**
 * Answers a query or mutation that takes too long. Each of its statements ends by itself, but mutations come one after the
 * other: what has begun of one may still be done.
 */
export const useDeadline = (seconds: number): Plugin => ({
  onExecute: ({ executeFn, setExecuteFn }) =>
    setExecuteFn(async (args: Parameters<typeof executeFn>[0]) => {
      const late = Promise.withResolvers<unknown>()
      const timer = setTimeout(() => late.resolve({ errors: [tooLong(seconds)] }), seconds * SECOND_MS)
      try {
        return await Promise.race([executeFn(args), late.promise])
      } finally {
        clearTimeout(timer)
      }
    }),
})

const tooLong = (seconds: number) =>
  new GraphQLError(`This took longer than ${seconds} s; a mutation in it may still be done`, {
    extensions: { code: 'TIMEOUT', http: { status: 503, headers: { 'retry-after': '1' } } },
  })
