import { type RawBuilder, sql } from 'kysely'
import type { Tables } from '../../db/tables.ts'

export type Sql = RawBuilder<unknown>
export type TableName = keyof Tables & string
export type ColumnName<T extends TableName> = keyof Tables[T] & string

/** A row in a statement, by its alias: `row('headline')` is that row's column. A wrong column does not compile. */
export type RowOf<T extends TableName> = (column: ColumnName<T>) => Sql
/** A row of any table. It can stand for a row of each. */
export type AnyRow = (column: string) => Sql

export const rowOf =
  (alias: string): AnyRow =>
  (column) =>
    sql.ref(`${alias}.${column}`)

/** Where a table is read: as it is, or as it was known at the instant that the statement asks for. */
export type ReadTable = (name: TableName) => Sql

export const joinSql = (parts: readonly Sql[], separator: Sql) => sql.join([...parts], separator)

/** The condition that every row meets. */
export const TRUE: Sql = sql`true`

/** True when all conditions are; true when there are none. */
export function all(conditions: readonly Sql[]): Sql {
  const limiting = conditions.filter((condition) => condition !== TRUE)
  const [only] = limiting
  if (limiting.length <= 1) return only ?? TRUE
  return sql`(${joinSql(limiting, sql` and `)})`
}

/** True when one of the conditions is; false when there are none. */
export const any = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`false` : sql`(${joinSql(conditions, sql` or `)})`
