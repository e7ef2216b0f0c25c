import type { GraphQLError } from 'graphql'

/** Whether an operation may be executed with its variables, and what it costs. */
export interface Admission {
  refusal: GraphQLError | null
  cost: { requested: number; limit: number }
  /** What the answer is to tell of what is left to ask. */
  headers?: Record<string, string>
}
