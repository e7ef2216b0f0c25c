import type { GraphQLError } from 'graphql'
import { sql } from 'kysely'
import type { RefusedCursor } from '../db/refused-cursor.ts'
import { CursorExpiredError, EpochChangedError, InvalidFeedCursorError } from './errors.ts'
import type { RowOf, Sql } from './sql/row.ts'

/** The cursor of the entry with a number, as the statement writes it. */
export const feedCursor = (seq: Sql): Sql => sql`feed_cursor(${seq})`

/** The cursor of an entry at hand. */
export const entryCursor = (entry: RowOf<'feed_entry'>): Sql =>
  sql`(select feed_cursor_text(head, ${entry('seq')},
    feed_check(${entry('kind')}, ${entry('node_id')}, ${entry('revision')}, ${entry('tx')})) from feed_head head)`

/** The cursor of the newest entry that the statement can see. */
export const headCursor: Sql = sql`(select feed_cursor(seq) from feed_head)`

/** What the caller is told of a cursor that leads nowhere; `argument` is where it was given. */
export function cursorError({ fault, oldest }: RefusedCursor, argument: string): GraphQLError {
  switch (fault) {
    case 'INVALID':
      return new InvalidFeedCursorError(argument)
    case 'EXPIRED':
      return new CursorExpiredError(argument, oldest)
    case 'EPOCH_CHANGED':
      return new EpochChangedError(argument)
  }
}
