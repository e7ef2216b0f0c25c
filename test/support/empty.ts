import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { inTransaction } from '../../db/writes/transaction.ts'

/** Empties every noun with its history and feed, and numbers begin anew. As the owner of the tables alone may. */
export const emptyTables = (db: Database): Promise<void> =>
  inTransaction(db.kysely, async (trx) => {
    await sql`alter table revision disable trigger revision_append_only`.execute(trx)
    await sql`truncate outlet, author, subject, place, event, revision, feed_entry restart identity cascade`.execute(
      trx,
    )
    await sql`alter table revision enable always trigger revision_append_only`.execute(trx)
  })
