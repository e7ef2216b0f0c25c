/** Every error that a request ends with. No message holds an API key or the value of a variable. */
export class DatelineError extends Error {
  override readonly name: string = 'DatelineError'
}

/** No answer came, or it broke off: `cause` says why. */
export class NetworkError extends DatelineError {
  override readonly name: string = 'NetworkError'

  constructor(cause: unknown) {
    super('The service cannot be reached, or its answer broke off', { cause })
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

  constructor(status: number) {
    super(`HTTP ${status} without a GraphQL answer`)
    this.status = status
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

  constructor(errors: readonly [ResponseError, ...ResponseError[]]) {
    const [{ message, path, extensions: { code } = {} }] = errors
    super(withoutValue(message))
    this.code = typeof code === 'string' ? code : undefined
    this.path = path
    this.errors = errors
  }
}

/** GraphQL quotes a variable that is not of its type. */
const withoutValue = (message: string) => message.replace(/(?<= got invalid value) .*/s, '')

/** What a caller is told of an error that a request ran into. */
export const failureOf = (error: unknown, signal: AbortSignal | undefined): DatelineError => {
  if (error instanceof DatelineError) return error
  return signal?.aborted ? new AbortedError(error) : new NetworkError(error)
}
