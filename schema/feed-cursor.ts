import { type Kysely, sql } from 'kysely'
import type { FeedHead } from '../db/feed.ts'
import type { Tables } from '../db/tables.ts'
import { EpochChangedError, InvalidCursorError } from './errors.ts'
import type { Sql } from './sql/row.ts'

/** The base64url text of `f1.<epoch>.<seq>`: a place in the feed of one database. */
const VERSION = 'f1'

/** The cursor of an entry, as the statement writes it. */
export const feedCursor = (seq: Sql): Sql =>
  sql`translate(encode(convert_to(${sql.lit(`${VERSION}.`)} || (select epoch from feed_head) || '.' || ${seq}, 'UTF8'), 'base64'), E'+/=\\n', '-_')`

/** The place of the newest entry, for whoever begins behind it. */
export async function findLatestCursor(db: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<{
    cursor: string
  }>`select ${feedCursor(sql`seq`)} as cursor from feed_head`.execute(db)
  const [head] = rows
  if (!head) throw new Error('The feed has a head')
  return head.cursor
}

/** The number of the entry that a cursor names. Throws when it is none, or one of another feed. */
export function readFeedCursor(cursor: string, head: FeedHead): bigint {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const [, epoch, seq] = /^f1\.([0-9a-f-]{36})\.(\d{1,18})$/.exec(text) ?? []
  if (epoch === undefined || seq === undefined) throw new InvalidCursorError('entries.after')
  if (epoch !== head.epoch) throw new EpochChangedError()
  return BigInt(seq)
}
