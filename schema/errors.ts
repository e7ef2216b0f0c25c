import { GraphQLError } from 'graphql'
import type { Role } from '../db/vocabulary.ts'

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

/** A header of the request that cannot be read. Nothing of the request is done. */
export class BadHeaderError extends RequestError {
  constructor(header: string, message: string) {
    super('BAD_USER_INPUT', message, { argument: header, http: { status: 400 } })
  }
}

/** A document that is asked for by its hash and not known by it, or not to be asked for in this way. */
export class PersistedDocumentError extends RequestError {
  constructor(reason: keyof typeof PERSISTED) {
    super(`PERSISTED_QUERY_${reason}`, PERSISTED[reason], { http: { status: 400 } })
  }
}

const PERSISTED = {
  NOT_FOUND: 'No document is known by this hash: send its text with it',
  NOT_SUPPORTED: 'Documents are not asked for by their hash here: send the text',
  ONLY: 'The service takes only documents that are in its manifest',
} as const

/** A cursor that is damaged, or was given by a list with another order or filter. */
export class InvalidCursorError extends RequestError {
  constructor(argument: string) {
    super('INVALID_CURSOR', `${argument} is not a cursor of this list with this order and filter`, {
      argument,
    })
  }
}

/** A cursor of the feed that is forged, damaged, of another service, or beyond the newest entry. */
export class InvalidFeedCursorError extends RequestError {
  constructor(argument: string) {
    super('INVALID_CURSOR', `${argument} is not a cursor of this feed`, { argument })
  }
}

/** A place in the feed whose next entries are trimmed. */
export class CursorExpiredError extends RequestError {
  constructor(argument: string, oldestCursor: string | null) {
    super('CURSOR_EXPIRED', `The feed keeps no entries from so long ago: read the lists anew, then follow`, {
      argument,
      oldestCursor,
    })
  }
}

/** A place in a feed that was since restored from a copy, or failed over: its numbers may mean other entries now. */
export class EpochChangedError extends RequestError {
  constructor(argument: string) {
    super('EPOCH_CHANGED', 'The feed was restored since this cursor was given: read the lists anew', {
      argument,
    })
  }
}

/** A subscriber takes nothing of what it is sent. */
export class SlowReaderError extends RequestError {
  constructor() {
    super('SLOW_READER', 'Nothing was taken for too long: subscribe again, after the last cursor')
  }
}

/** The service stops; nothing is wrong with the subscription. */
export class GoingAwayError extends RequestError {
  constructor() {
    super('GOING_AWAY', 'The service is stopping: subscribe again, after the last cursor')
  }
}

/**
 * No key where one is needed, or a bad one. Malformed, unknown, wrong, expired and revoked are told in the same words:
 * whoever tries keys learns nothing of those that exist.
 */
export class UnauthenticatedError extends RequestError {
  constructor(key: 'MISSING' | 'BAD') {
    super('UNAUTHENTICATED', key === 'MISSING' ? NO_KEY : BAD_KEY)
  }
}

const NO_KEY = 'This needs an API key, sent as `Authorization: Bearer dl_…`'
const BAD_KEY = 'The API key is not valid; it is sent as `Authorization: Bearer dl_…`'

/** The database has no time now. Nothing was done, and the same request may succeed soon. */
export class BusyError extends RequestError {
  constructor() {
    super('BUSY', 'The service is busy, or this took too long; nothing was done: try again', {
      http: { status: 503, headers: { 'retry-after': '1' } },
    })
  }
}

/** The database was lost, or had no time, when a mutation was done or nearly so: whoever asks again with its idempotency key learns. */
export class OutcomeUnknownError extends RequestError {
  constructor() {
    super('OUTCOME_UNKNOWN', OUTCOME_UNKNOWN, { http: { status: 503, headers: { 'retry-after': '1' } } })
  }
}

const OUTCOME_UNKNOWN =
  'The database was lost meanwhile, and this may be done or not: send it again with the same idempotencyKey, or look'

/** The key is good, and its role too low. */
export class ForbiddenError extends RequestError {
  constructor(field: string, needed: Role) {
    super('FORBIDDEN', `${field} needs a key with the role ${needed}`)
  }
}
