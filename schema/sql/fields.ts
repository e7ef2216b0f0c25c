import type { FieldRef, TypeParam } from '@pothos/core'
import type { Selectable } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { builder, type Types } from '../builder.ts'
import { connectionArguments, connectionType, edgeType } from '../connection.ts'
import { comparatorOf, type ValueType } from './comparators.ts'
import type { Declared, Related } from './declared.ts'
import { manyFilter, oneFilter } from './filter.ts'
import type { Join } from './join.ts'
import { keyTypeOf } from './order.ts'
import { readField } from './read-field.ts'
import type { AnyRow, ColumnName, RowOf, Sql, TableName } from './row.ts'
import type { DefaultOrder, Filter, Input, Order, Row, TableType } from './table-type.ts'

type FieldBuilder = PothosSchemaTypes.ObjectFieldBuilder<Types, Row>

/** One field as a noun declares it: what the graph shows, and what lists can be filtered and ordered by. */
export interface Field {
  inGraph: (t: FieldBuilder) => FieldRef<Types, unknown, 'Object'>
  filter?: Filter
  order?: Order
  input?: Input
}

interface FieldOptions {
  /** Intent, unit, and what null means. */
  description: string
  /**
   * Makes records writable by it, under its own name: as what it shows, or in words and a type of its own. Whether it
   * must be given, the record format says.
   */
  input?: true | { description?: string; type?: ValueType | [ValueType] }
}

interface ValueOptions extends FieldOptions {
  /** A scalar, an enum, or a list of either in brackets. Default: String. */
  type?: ValueType | [ValueType]
  /** Makes lists of the type filterable by it; says what matches. */
  filter?: string
  /** Makes lists of the type orderable by it; says what comes first. Only what is never null. */
  order?: string
}

/** A column that may be null must say so, and is nothing to order by: a list would lose its rows. */
type Nullability<Value> = null extends Value ? { nullable: true; order?: never } : { nullable?: false }

interface RelationOptions extends FieldOptions {
  /** Makes lists of the type filterable by the related records; says what matches. */
  filter?: string
}

/** Declares fields of a type. Later nouns call it again for the fields that lead to them. */
export function fields<T extends TableName>(
  type: TableType<T>,
  declare: (t: ReturnType<typeof fieldsOf<T>>) => Record<string, Field>,
): void {
  addFields(type, declare(fieldsOf(type)))
}

/** The same for fields that several types have. */
export function addFields(type: TableType, record: Record<string, Field>): void {
  const declared = Object.entries(record)
  for (const [name, { filter, order, input }] of declared) {
    if (input) type.inputs.set(name, input)
    if (filter) type.filters.set(name, filter)
    if (order) type.orders.set(screaming(name), order)
  }
  builder.objectFields(type.ref, (t) =>
    Object.fromEntries(declared.map(([name, field]) => [name, field.inGraph(t)])),
  )
}

/** Declares filters of a type that are no fields of it. */
export function filters(type: TableType, declared: Record<string, Filter>): void {
  for (const [name, filter] of Object.entries(declared)) type.filters.set(name, filter)
}

/** Declares what records of a type are written from that is no field of it, or is shown otherwise. */
export function inputs(type: TableType, declared: Record<string, Input>): void {
  for (const [name, input] of Object.entries(declared)) type.inputs.set(name, input)
}

/** Declares orders of a type that are no fields of it, by the name of the order. */
export function orders<T extends TableName>(
  type: TableType<T>,
  declared: Record<string, Omit<Order, 'key'> & { key: (row: RowOf<T>) => Sql }>,
): void {
  for (const [name, order] of Object.entries(declared)) type.orders.set(name, order)
}

const fieldsOf = <T extends TableName>(type: TableType<T>) => ({
  /** A column of the table. */
  column: <C extends ColumnName<T>>(
    column: C,
    options: ValueOptions & Nullability<Selectable<Tables[T]>[C & keyof Selectable<Tables[T]>]>,
  ): Field => valueField((row) => row(column), { ...options, stored: true }, `${type.table}.${column}`),

  /** A value computed from the row's columns. `indexed` names the column whose index serves filter and order. */
  expression: (
    options: ValueOptions & { nullable?: boolean; indexed?: ColumnName<T>; sql: (row: RowOf<T>) => Sql },
  ): Field => valueField(options.sql, options, `${type.table}.${options.indexed}`),

  /**
   * Columns of the same row as an object of their own: `columns` where that object's table names them otherwise,
   * `present` where it may be missing.
   */
  part: <P extends TableName>(
    part: TableType<P>,
    options: FieldOptions & {
      present?: (row: RowOf<T>) => Sql
      columns?: Partial<Record<ColumnName<P>, ColumnName<T>>>
    },
  ): Field => {
    const { present, columns } = options
    const declared: Declared = {
      is: 'part',
      ...(present && { present }),
      ...(columns && { columns }),
    }
    return {
      inGraph: field(part.ref, present !== undefined, options, declared),
      ...inputOf(options, { is: 'part', to: part }),
    }
  },

  /** One related record. Null where there is none, unless it says `nullable: false`. */
  one: <There extends TableName>(
    to: TableType<There>,
    join: Join<T, There>,
    options: RelationOptions & { nullable?: false },
  ): Field => oneField({ to, join }, options),

  /** All related records, in the join's order: for lists that are short by nature. */
  list: <There extends TableName>(
    to: TableType<There>,
    join: Join<T, There>,
    options: RelationOptions,
  ): Field => ({
    inGraph: field([to.ref], false, options, { is: 'list', to, join }),
    ...inputOf(options, { is: to.keys.has('slug') ? 'reference' : 'part', to, list: true }),
    ...(options.filter !== undefined && { filter: manyFilter(to, [join], options.filter) }),
  }),

  /** The related records page by page. */
  connection: <There extends TableName>(
    to: TableType<There>,
    join: Join<T, There>,
    options: RelationOptions & { order: DefaultOrder },
  ): Field => connectionField({ to, join }, options),

  /** The record whose id stands in a column, as an edge of the root list of its type. */
  edge: (to: TableType, list: string, column: ColumnName<T>, options: FieldOptions): Field => ({
    inGraph: field(edgeType(to), false, options, { is: 'edge', list, column }),
  }),

  /** One record of one of several types, whichever join finds one. */
  variant: (
    abstract: PothosSchemaTypes.UnionRef<Types, Row> | PothosSchemaTypes.InterfaceRef<Types, Row>,
    of: readonly { to: TableType; join: Join<T, TableName> }[],
    options: FieldOptions & { nullable?: boolean },
  ): Field => ({ inGraph: field(abstract, options.nullable ?? false, options, { is: 'variant', of }) }),
})

/** Related records page by page, whatever the tables. */
export const connectionField = (
  related: Related,
  options: RelationOptions & { order: DefaultOrder },
): Field => ({
  inGraph: (t) =>
    t.field({
      type: connectionType(related.to),
      description: options.description,
      args: connectionArguments(related.to, options.order),
      extensions: { sql: { is: 'connection', ...related, order: options.order } satisfies Declared },
      resolve: readField,
    }),
  ...inputOf(options, { is: 'reference', to: related.to, list: true }),
  ...(options.filter !== undefined && { filter: manyFilter(related.to, [related.join], options.filter) }),
})

/** One related record, whatever the tables. */
export const oneField = (related: Related, options: RelationOptions & { nullable?: false }): Field => ({
  inGraph: field(related.to.ref, options.nullable ?? true, options, { is: 'one', ...related }),
  ...inputOf(options, { is: 'reference', to: related.to }),
  ...(options.filter !== undefined && { filter: oneFilter(related, options.filter) }),
})

const field =
  (
    type: TypeParam<Types>,
    nullable: boolean,
    { description }: FieldOptions,
    declared: Declared,
  ): Field['inGraph'] =>
  (t) =>
    t.field({ type, nullable, description, extensions: { sql: declared }, resolve: readField })

/** A value of a row, whatever its table; `column` is `table.column`, whose index serves filter and order. */
export function valueField(
  sql: (row: AnyRow) => Sql,
  options: ValueOptions & { nullable?: boolean; stored?: boolean },
  column: string,
): Field {
  const { nullable = false, type = 'String', filter, order, stored = false } = options
  const comparator = filter === undefined ? undefined : comparatorOf(type)
  return {
    inGraph: field(type, nullable, options, { is: 'value', sql, stored }),
    ...inputOf(options, { is: 'value', type }),
    ...(filter !== undefined &&
      comparator && {
        filter: {
          description: filter,
          input: () => comparator.input,
          where: (given, row) => comparator.compare(given, sql(row)),
          columns: [column],
        },
      }),
    ...(order !== undefined && { order: { description: order, key: sql, type: keyTypeOf(type), column } }),
  }
}

type InputShape = Pick<Input, 'list'> & Input extends infer Shape
  ? Shape extends Input
    ? Omit<Shape, 'description'>
    : never
  : never

/** What a field is written from, where it is written at all. */
function inputOf({ input, description }: FieldOptions, shape: InputShape): { input?: Input } {
  if (input === undefined) return {}
  const { type, ...more } = input === true ? {} : input
  return { input: { description, ...(type === undefined ? shape : { is: 'value', type }), ...more } }
}

const screaming = (name: string) => name.replace(/[A-Z]/g, '_$&').toUpperCase()
