import type { Kysely, Transaction } from 'kysely'
import { busyOr } from '../busy.ts'
import type { Tables } from '../tables.ts'
import { inTurn } from './writers.ts'

const MAX_TRIES = 3

/**
 * Runs work in one transaction, and again from the start where PostgreSQL ended it for the sake of another one
 * (40001, 40P01): at most three times. The work must therefore leave nothing behind but its rows. Throws Busy where
 * others are in the way all the time.
 */
export const inTransaction = <Result>(
  db: Kysely<Tables>,
  work: (trx: Transaction<Tables>) => Promise<Result>,
): Promise<Result> =>
  inTurn(db, async () => {
    for (let tries = 1; ; tries++) {
      try {
        return await db.transaction().execute(work)
      } catch (error) {
        if (tries === MAX_TRIES || !isLostRace(error)) throw busyOr(error)
      }
    }
  })

const isLostRace = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01')
