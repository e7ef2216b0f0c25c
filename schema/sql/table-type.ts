import type { InterfaceRef, ObjectRef } from '@pothos/core'
import { builder, type Types } from '../builder.ts'
import type { Filter } from './filter.ts'
import type { Order } from './order.ts'
import type { AnyRow, Sql, TableName } from './row.ts'

/** What a resolver sees of a row: the values of its response keys. */
export type Row = Readonly<Record<string, unknown>>

/** A type of the graph that shows the rows of one table. */
export interface TableType<T extends TableName = TableName> {
  readonly name: string
  readonly table: T
  readonly ref: ObjectRef<Types, Row>
  /** Which rows lists leave out unless they are asked for. */
  readonly hidden: ((row: AnyRow) => Sql) | undefined
  /** What lists of the type can be filtered and ordered by, in the order of declaration. */
  readonly filters: Map<string, Filter>
  readonly orders: Map<string, Order>
}

/** Declares a type of the graph over a table; its fields follow by `fields`. */
export function tableType<T extends TableName>(
  table: T,
  name: string,
  options: { description: string; interfaces?: InterfaceRef<Types, Row>[]; hidden?: (row: AnyRow) => Sql },
): TableType<T> {
  const ref = builder.objectRef<Row>(name)
  ref.implement({
    description: options.description,
    ...(options.interfaces && { interfaces: options.interfaces }),
  })
  return { name, table, ref, hidden: options.hidden, filters: new Map(), orders: new Map() }
}
