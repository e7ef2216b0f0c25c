import { isUnavailable } from '../db/busy.ts'
import { BusyError } from '../schema/errors.ts'

/** What a caller is told of an error by which the database says that it is not there, or has no time; null of any other. */
export const unavailableOf = (error: unknown): BusyError | null =>
  isUnavailable(error) ? new BusyError() : null
