import { isLost } from './lost.ts'

/**
 * The database has no time or no room for this now: a lock or a connection was waited for too long, other writers were in the
 * way again and again, or its disk is full. Nothing was done; the same request may succeed later.
 */
export class Busy extends Error {
  override name = 'Busy'

  constructor(cause: unknown) {
    super('The database is busy: try again', { cause })
  }
}

/** An error that stands for Busy, as it; any other as it is. */
export const busyOr = (error: unknown): unknown => (isBusy(error) ? new Busy(error) : error)

/** Whether the database has no time for it, or is not there at all: the same may have an answer later. */
export const isUnavailable = (error: unknown): boolean => busyOr(error) instanceof Busy || isLost(error)

/** Whether a statement was ended since it took too long, by what PostgreSQL said or by the Busy that it became. */
export const isTimedOut = (error: unknown): boolean => {
  const reported = error instanceof Busy ? error.cause : error
  return reported instanceof Error && 'code' in reported && reported.code === STATEMENT_TIMEOUT
}

const STATEMENT_TIMEOUT = '57014'

const isBusy = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && isBusyCode(String(error.code))) || POOL.test(error.message))

const isBusyCode = (code: string): boolean => BUSY_CODES.has(code) || NO_ROOM.test(code)

/** Serialization failure, deadlock, lock not available, statement timeout. */
const BUSY_CODES = new Set(['40001', '40P01', '55P03', STATEMENT_TIMEOUT])

/** Too many connections, no memory, a full disk; and what the system says of a disk that is full. */
const NO_ROOM = /^(53|58030)/

/** What `pg` says where no connection came free; it has no code. */
const POOL = /timeout exceeded when trying to connect/
