import { sql } from 'kysely'
import type { Database } from '../database.ts'

/** The database cannot keep what the feed promises. The message is for whoever runs it. */
export class FeedFailure extends Error {
  override name = 'FeedFailure'
}

/**
 * Throws FeedFailure where an acknowledged write may be lost (three kills of a PostgreSQL without synchronous commits lost a
 * thousand entries), and where the feed's head is not its newest entry: a database that was restored in part.
 */
export async function refuseUnsafe({ kysely }: Database): Promise<void> {
  const { rows } = await sql<{ unsafe: string[]; head: string; newest: string }>`select
    array(select name from pg_settings where name in ('fsync', 'synchronous_commit') and setting = 'off') as unsafe,
    seq as head, greatest(floor_seq, (select max(seq) from feed_entry)) as newest from feed_head`.execute(
    kysely,
  )
  const [found] = rows
  if (!found) throw new FeedFailure('The feed has no head: the database was restored without feed_head')
  const { unsafe, head, newest } = found
  if (unsafe.length > 0) {
    throw new FeedFailure(
      `PostgreSQL runs with ${unsafe.map((name) => `${name} = off`).join(' and ')}: a write that was acknowledged could be lost, and its number in the feed given twice. Turn it on, for the role of DATABASE_URL at least`,
    )
  }
  if (head !== newest) {
    throw new FeedFailure(
      `The feed says that its newest entry is ${head}, and it is ${newest}: the database was restored in part`,
    )
  }
}
