import type { InputType, InterfaceRef, ObjectRef } from '@pothos/core'
import { TABLE_ROLES } from '../../db/table-roles.ts'
import type { Role } from '../../db/vocabulary.ts'
import { builder, type Types } from '../builder.ts'
import type { ValueType } from './comparators.ts'
import type { Value } from './input.ts'
import type { AnyRow, ReadTable, Sql, TableName } from './row.ts'

/** What a resolver sees of a row: the values of its response keys. */
export type Row = Readonly<Record<string, unknown>>

/** A type of the graph that shows the rows of one table. */
export interface TableType<T extends TableName = TableName> {
  readonly name: string
  readonly table: T
  readonly ref: ObjectRef<Types, Row>
  /** The lowest role that may see it: that of its table, unless it shows more than its table. */
  readonly access: Role
  /** Which rows lists leave out unless they are asked for. */
  readonly hidden: ((row: AnyRow) => Sql) | undefined
  /** Whether its rows are computed, by a view: no constraint says that their columns hold something. */
  readonly derived: boolean
  /** What lists of the type can be filtered and ordered by, in the order of declaration. */
  readonly filters: Map<string, Filter>
  readonly orders: Map<string, Order>
  /** What a record of the type is written from, by field of the record. */
  readonly inputs: Map<string, Input>
  /** The ways beside id and slug to name a record of the type. */
  readonly keys: Map<string, Key>
}

/** A field of what a record is written from. Whether it must be given, the record format says. */
export type Input = { description: string; list?: boolean } & (
  | { is: 'value'; type: ValueType | [ValueType] }
  /** Another record, named as a look-up names it. */
  | { is: 'reference'; to: TableType }
  /** An object of its own, with the inputs of `to`. */
  | { is: 'part'; to: TableType }
)

/** One way to name a record in a look-up. */
export interface Key {
  type: 'String' | 'URL'
  column: string
  description: string
  /** The form in which the column keeps it; null where there is none, and so no such record. */
  normalise?: (given: string) => string | null
}

/** One field of a filter input. */
export interface Filter {
  description: string
  /** Called when the schema is built: the input may belong to a noun that is declared later. */
  input: () => InputType<Types> | [InputType<Types>]
  where: (value: Value, row: AnyRow, scope: FilterScope) => Sql
  /** The columns it reads, as `table.column`, for the test that wants an index on each. */
  columns: readonly string[]
}

export interface FilterScope {
  alias: () => string
  table: ReadTable
  depth: number
  /** Whether rows are read in the order of their list until a page is full, rather than all that match. */
  inOrder: boolean
}

/** What a list can be ordered by. The id breaks ties, in the same direction. */
export interface Order {
  description: string
  /** Never null: a list would lose the rows where it is. */
  key: (row: AnyRow) => Sql
  /** PostgreSQL's name of the key's type, by which a cursor is checked. */
  type: KeyType
  /** The column, for the test that wants an index on it. */
  column: string
}

/** The order of a list that is not asked for another. */
export interface DefaultOrder {
  field: string
  direction: Direction
}

export type KeyType = 'text' | 'date' | 'timestamptz' | 'double precision'
export type Direction = 'ASC' | 'DESC'

/** Declares a type of the graph over a table; its fields follow by `fields`. Throws for a table that nobody may see. */
export function tableType<T extends TableName>(
  table: T,
  name: string,
  options: {
    description: string
    interfaces?: InterfaceRef<Types, Row>[]
    hidden?: (row: AnyRow) => Sql
    derived?: boolean
    access?: Role
  },
): TableType<T> {
  const access = options.access ?? TABLE_ROLES[table]
  if (access === null) throw new Error(`The graph shows nothing of ${table}`)
  const ref = builder.objectRef<Row>(name)
  ref.implement({
    description: options.description,
    extensions: { access },
    ...(options.interfaces && { interfaces: options.interfaces }),
  })
  return {
    name,
    table,
    ref,
    access,
    hidden: options.hidden,
    derived: options.derived ?? false,
    filters: new Map(),
    orders: new Map(),
    inputs: new Map(),
    keys: new Map(),
  }
}
