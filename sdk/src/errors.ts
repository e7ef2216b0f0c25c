/** Every error that a request ends with. No message holds an API key, and none but a refused mutation's the value of a variable. */
export class DatelineError extends Error {
  override readonly name: string = 'DatelineError'
}

/** No answer came, or it broke off: `cause` says why. */
export class NetworkError extends DatelineError {
  override readonly name: string = 'NetworkError'

  constructor(cause: unknown) {
    super('No answer came, or it broke off', { cause })
  }
}

/** No answer came in the time that the caller gave. */
export class TimeoutError extends DatelineError {
  override readonly name: string = 'TimeoutError'

  constructor(timeoutMs: number) {
    super(`No answer came within ${timeoutMs} ms`)
  }
}

/** The caller's signal ended the request: `cause` is its reason. */
export class AbortedError extends DatelineError {
  override readonly name: string = 'AbortedError'

  constructor(cause: unknown) {
    super('The request was aborted', { cause })
  }
}

/** The answer is not one of a GraphQL service: a wrong address, or a proxy that speaks for it. */
export class HttpError extends DatelineError {
  override readonly name: string = 'HttpError'
  readonly status: number
  /** What `Retry-After` asks for, in milliseconds; undefined where it asks for nothing. */
  readonly retryAfterMs: number | undefined

  constructor(status: number, retryAfterMs?: number) {
    super(`HTTP ${status} without a GraphQL answer`)
    this.status = status
    this.retryAfterMs = retryAfterMs
  }
}

/** One error as the service worded it. Its message may quote the value of a variable. */
export interface ResponseError {
  readonly message: string
  /** The field that failed, from the root; absent where the whole request did. */
  readonly path?: readonly (string | number)[]
  readonly extensions?: Readonly<Record<string, unknown>>
}

/** The service refused the request, or a field of it failed. `code` and `path` are those of the first error. */
export class GraphQLRequestError extends DatelineError {
  override readonly name: string = 'GraphQLRequestError'
  /** What went wrong, for programs: `GRAPHQL_VALIDATION_FAILED`, `BAD_USER_INPUT`, `INVALID_CURSOR` … */
  readonly code: string | undefined
  readonly path: readonly (string | number)[] | undefined
  readonly errors: readonly [ResponseError, ...ResponseError[]]
  /** What `Retry-After` asks for, in milliseconds; undefined where it asks for nothing. */
  readonly retryAfterMs: number | undefined

  constructor(errors: readonly [ResponseError, ...ResponseError[]], retryAfterMs?: number) {
    const [{ message, path }] = errors
    super(withoutValue(message))
    this.code = codeOf(errors)
    this.path = path
    this.errors = errors
    this.retryAfterMs = retryAfterMs
  }
}

/** The key is missing, bad, or its role too low: `UNAUTHENTICATED` or `FORBIDDEN`. */
export class AuthenticationError extends GraphQLRequestError {
  override readonly name: string = 'AuthenticationError'
}

/** Too much was asked for in too short a time; `retryAfterMs` says when to ask again. */
export class RateLimitedError extends GraphQLRequestError {
  override readonly name: string = 'RateLimitedError'
}

/** The feed cannot go on from there (`CURSOR_EXPIRED`, `EPOCH_CHANGED`): read the list anew, then follow its `feedCursor`. */
export class CursorExpiredError extends GraphQLRequestError {
  override readonly name: string = 'CursorExpiredError'
}

const CLASSES: Readonly<Record<string, typeof GraphQLRequestError | null>> = {
  __proto__: null,
  UNAUTHENTICATED: AuthenticationError,
  FORBIDDEN: AuthenticationError,
  RATE_LIMITED: RateLimitedError,
  CURSOR_EXPIRED: CursorExpiredError,
  EPOCH_CHANGED: CursorExpiredError,
}

/** The errors of an answer, in the class that their code has. */
export const requestError = (
  errors: readonly [ResponseError, ...ResponseError[]],
  retryAfterMs?: number,
): GraphQLRequestError => new (CLASSES[codeOf(errors) ?? ''] ?? GraphQLRequestError)(errors, retryAfterMs)

const codeOf = ([{ extensions }]: readonly [ResponseError, ...ResponseError[]]) =>
  typeof extensions?.code === 'string' ? extensions.code : undefined

/** GraphQL quotes a variable that is not of its type. */
const withoutValue = (message: string) => message.replace(/(?<= got invalid value) .*/s, '')

/** What a caller is told of an error that a request ran into. */
export const failureOf = (error: unknown, signal: AbortSignal | null | undefined): DatelineError => {
  if (error instanceof DatelineError) return error
  return signal?.aborted ? new AbortedError(signal.reason) : new NetworkError(error)
}
