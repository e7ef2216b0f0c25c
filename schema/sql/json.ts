import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { joinSql, type Sql } from './row.ts'

/** One row as a JSON object; null when there is no row. `json`, never `jsonb`: that is 2.4 times slower. */
export const jsonRow = (rows: Sql): Sql => sql`(select row_to_json(${ROW}) from (${rows}) ${ROW})`

/** Rows as a JSON array, in their order; `[]` when there are none. */
export const jsonList = (rows: Sql): Sql =>
  sql`(select coalesce(json_agg(${ROW}), '[]') from (${rows}) ${ROW})`

/** A response key of the same name would stand for its own column. No GraphQL name has a `$`. */
const ROW = sql.id('$row')

/** The select list of a JSON object: each expression under its key. */
export const selectList = (columns: readonly { key: string; value: Sql }[]): Sql =>
  joinSql(
    columns.map(({ key, value }) => sql`${value} as ${sql.id(jsonKey(key))}`),
    sql`, `,
  )

/** A value that must be there: `refuse_null` stops the statement where it is not. `like` tells its type, and may be itself. */
export const required = (value: Sql, like: Sql = value): Sql => sql`coalesce(${value}, refuse_null(${like}))`

/** An array that must be there, with all of its items. */
export const requiredItems = (array: Sql): Sql =>
  sql`case when array_position(${array}, null) is null then ${required(array)} else refuse_null(${array}) end`

/** An instant as RFC 3339 in UTC: `row_to_json` would write an offset of hours. */
export const dateTimeJson = (instant: Sql): Sql =>
  sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** The concrete type of a row whose static type is an interface or union. No GraphQL name has a `$`. */
export const TYPE_KEY = '$type'

const LONGEST_IDENTIFIER_BYTES = 63

/** The name of a response key in the statement: PostgreSQL would cut a longer one off and let two collide. */
export const jsonKey = (responseKey: string): string =>
  responseKey.length <= LONGEST_IDENTIFIER_BYTES
    ? responseKey
    : `$${createHash('sha1').update(responseKey).digest('hex')}`
