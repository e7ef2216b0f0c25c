import { Busy, busyOr } from '../db/busy.ts'
import { isLost } from '../db/lost.ts'
import { BusyError } from '../schema/errors.ts'

/** What a caller is told of an error by which the database says that it is not there, or has no time; null of any other. */
export const unavailableOf = (error: unknown): BusyError | null =>
  busyOr(error) instanceof Busy || isLost(error) ? new BusyError() : null
