/**
 * The database has no time for this now: a lock or a connection was waited for too long, or other writers were in the
 * way again and again. Nothing was done; the same request may succeed a second later.
 */
export class Busy extends Error {
  override name = 'Busy'

  constructor(cause: unknown) {
    super('The database is busy: try again', { cause })
  }
}

/** An error that stands for Busy, as it; any other as it is. */
export const busyOr = (error: unknown): unknown => (isBusy(error) ? new Busy(error) : error)

const isBusy = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && BUSY_CODES.has(String(error.code))) || POOL.test(error.message))

/** Serialization failure, deadlock, lock not available, too many connections, statement timeout. */
const BUSY_CODES = new Set(['40001', '40P01', '55P03', '53300', '57014'])

/** What `pg` says where no connection came free; it has no code. */
const POOL = /timeout exceeded when trying to connect/
