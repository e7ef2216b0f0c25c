import type { Plugin } from 'graphql-yoga'
import { DeadlineError, withinSeconds } from '../limits/deadline.ts'

/** Answers a query or mutation that takes too long: mutations come one after the other, each with the time of a statement. */
export const useDeadline = (seconds: number): Plugin => ({
  onExecute: ({ executeFn, setExecuteFn }) =>
    setExecuteFn(async (args: Parameters<typeof executeFn>[0]) => {
      const result = await withinSeconds(seconds, Promise.resolve(executeFn(args)))
      return result instanceof DeadlineError ? { errors: [result] } : result
    }),
})
