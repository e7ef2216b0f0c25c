import { GraphQLError } from 'graphql'

const SECOND_MS = 1_000

/** An operation that takes too long. Each of its statements ends by itself, but what has begun of a mutation may still be done. */
export class DeadlineError extends GraphQLError {
  constructor(seconds: number) {
    super(`This took longer than ${seconds} s; a mutation in it may still be done`, {
      extensions: { code: 'TIMEOUT', http: { status: 503, headers: { 'retry-after': '1' } } },
    })
  }
}

/** What comes of some work within so many seconds; after them the error to tell: the work goes on, and is not waited for. */
export async function withinSeconds<Result>(
  seconds: number,
  work: PromiseLike<Result>,
): Promise<Result | DeadlineError> {
  if (!Number.isFinite(seconds)) return work
  const late = Promise.withResolvers<DeadlineError>()
  const timer = setTimeout(() => late.resolve(new DeadlineError(seconds)), seconds * SECOND_MS)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
