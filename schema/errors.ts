import { GraphQLError } from 'graphql'

/** An expected failure: it reaches the caller as it is, with its code. Anything else is a defect and masked. */
class RequestError extends GraphQLError {
  constructor(code: string, message: string, extensions: Record<string, unknown> = {}) {
    super(message, { extensions: { code, ...extensions } })
  }
}

/** An argument that no type can rule out: two that exclude each other, a page above the limit. */
export class BadUserInputError extends RequestError {
  /** `argument` is the path of the argument, such as `articles.first`. */
  constructor(argument: string, message: string) {
    super('BAD_USER_INPUT', message, { argument })
  }
}

/** A cursor that is damaged, or was given by a list with another order or filter. */
export class InvalidCursorError extends RequestError {
  constructor(argument: string) {
    super('INVALID_CURSOR', `${argument} is not a cursor of this list with this order and filter`, {
      argument,
    })
  }
}

/** A cursor of a feed that was since restored from a copy: its numbers mean other entries now. */
export class EpochChangedError extends RequestError {
  constructor() {
    super('EPOCH_CHANGED', 'The feed was restored since this cursor was given: read the lists anew')
  }
}
