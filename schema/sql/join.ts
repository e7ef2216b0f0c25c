import { sql } from 'kysely'
import type { Value } from './input.ts'
import {
  type AnyRow,
  all,
  type ColumnName,
  type ReadTable,
  type RowOf,
  type Sql,
  type TableName,
} from './row.ts'

/** The arguments of the field that a join belongs to. */
export interface Arguments {
  value(name: string): Value
  /** The argument as a parameter of a PostgreSQL type, `null` where it is absent. */
  parameter(name: string, type: string, change?: (value: unknown) => unknown): Sql
}

/** How the rows of one table are found from a row of another. */
export interface Joined {
  /** Which rows belong together. */
  on: Sql
  /** What to read instead of the table itself: a function's result, say. */
  source?: Sql
  /** The table between the two, in a many-to-many relation. */
  link?: TableName
  /** The relation's own order. */
  order?: Sql
}

/** The rows that a join speaks of, the arguments of its field, and where any further table is read. */
export interface JoinScope<Here extends TableName, There extends TableName> {
  here: RowOf<Here>
  there: RowOf<There>
  link: AnyRow
  args: Arguments
  table: ReadTable
}

/** Finds rows of `There` from a row of `Here`; null where the arguments rule every row out. */
export interface Join<Here extends TableName, There extends TableName> {
  (scope: { here: AnyRow; there: AnyRow; link: AnyRow; args: Arguments; table: ReadTable }): Joined | null
  /** Never there: the two tables, for the type checker. */
  readonly ends?: readonly [Here, There]
}

export type AnyJoin = Join<TableName, TableName>

/** To one: this row's `column` holds the id of the other. */
export function belongsTo<Here extends TableName, There extends TableName>(
  column: ColumnName<Here>,
): Join<Here, There> {
  return ({ here, there }) => ({ on: sql`${there('id')} = ${here(column)}` })
}

/** To many: the other's `column` holds the id of this row; in the order of `order`, where there is one. */
export function hasMany<Here extends TableName, There extends TableName>(
  column: ColumnName<There>,
  order?: ColumnName<There>,
): Join<Here, There> {
  return ({ here, there }) => ({
    on: sql`${there(column)} = ${here('id')}`,
    ...(order && { order: there(order) }),
  })
}

/** To many through a table between: its `here` and `there` hold the two ids; in the order of its `order`. */
export function through<Here extends TableName, There extends TableName, Link extends TableName>(
  table: Link,
  columns: { here: ColumnName<Link>; there: ColumnName<Link>; order?: ColumnName<Link> },
): Join<Here, There> {
  return ({ here, there, link }) => ({
    link: table,
    on: all([sql`${link(columns.here)} = ${here('id')}`, sql`${there('id')} = ${link(columns.there)}`]),
    ...(columns.order && { order: link(columns.order) }),
  })
}

/** Any other join: the condition in SQL, with both rows' columns checked. */
export function joined<Here extends TableName, There extends TableName>(
  join: (scope: JoinScope<Here, There>) => Joined | null,
): Join<Here, There> {
  return join
}
