import type { Kysely, Transaction } from 'kysely'
import { busyOr } from '../busy.ts'
import { isLost } from '../lost.ts'
import type { Tables } from '../tables.ts'
import { inTurn } from './writers.ts'

const MAX_TRIES = 3

/** The database was lost after it was told to commit, and before it said that it had. */
export class OutcomeUnknown extends Error {
  override name = 'OutcomeUnknown'

  constructor(cause: unknown) {
    super('The database was lost in the midst of a commit', { cause })
  }
}

/**
 * Runs work in one transaction, and again from the start where PostgreSQL ended it for the sake of another one
 * (40001, 40P01): at most three times. The work must therefore leave nothing behind but its rows. Throws Busy where
 * others are in the way all the time; OutcomeUnknown where the database was lost in the midst of the commit.
 */
export const inTransaction = <Result>(
  db: Kysely<Tables>,
  work: (trx: Transaction<Tables>) => Promise<Result>,
): Promise<Result> =>
  inTurn(db, async () => {
    for (let tries = 1; ; tries++) {
      let isEnding = false
      try {
        return await db.transaction().execute(async (trx) => {
          const result = await work(trx)
          isEnding = true
          return result
        })
      } catch (error) {
        if (isEnding && isLost(error)) throw new OutcomeUnknown(error)
        if (tries === MAX_TRIES || !isLostRace(error)) throw busyOr(error)
      }
    }
  })

const isLostRace = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01')
