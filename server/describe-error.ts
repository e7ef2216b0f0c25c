/** What is told of an error. */
export interface ToldError {
  type: string
  message: string
  code?: string
  stack: string | undefined
  cause?: ToldError
}

/**
 * What is told of an error: never all that it holds, since PostgreSQL shows whole rows in its `detail`, and an error of GraphQL
 * the document that was asked. Of what is no error only its type is told.
 */
export function describeError(error: unknown): ToldError | string {
  if (!(error instanceof Error)) return typeof error
  const cause = error.cause instanceof Error ? describeError(error.cause) : null
  return {
    type: error.constructor.name,
    message: error.message,
    ...('code' in error && { code: String(error.code) }),
    stack: error.stack,
    ...(cause && typeof cause === 'object' && { cause }),
  }
}
