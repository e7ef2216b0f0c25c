import type { AnyJoin } from './join.ts'
import type { AnyRow, Sql } from './row.ts'
import type { DefaultOrder, TableType } from './table-type.ts'

/** Related rows: of which type, found how. */
export interface Related {
  to: TableType
  join: AnyJoin
}

/** What a field says of its SQL. It stands in the field's `extensions.sql`, where the compile reads it. */
export type Declared =
  /** `stored` where it is a column as it is. */
  | { is: 'value'; sql: (row: AnyRow) => Sql; stored?: boolean }
  /** Columns of the same row, which may go by other names there. */
  | { is: 'part'; present?: (row: AnyRow) => Sql; columns?: Readonly<Partial<Record<string, string>>> }
  | ({ is: 'one' | 'list' } & Related)
  | ({ is: 'connection'; order: DefaultOrder } & Related)
  /** The record whose id stands in `column`, with its place in a root list that is asked for without arguments. */
  | { is: 'edge'; list: string; column: string }
  /** One row of one of several types: the first that is found. */
  | { is: 'variant'; of: readonly Related[] }
  /** The records that the argument `ids` names, in its order, null for each that is not found. */
  | { is: 'nodes'; of: readonly Related[] }

/** A field's declaration. Throws on a field without one: it would have no value. */
export function declaredOf(extensions: Readonly<Record<string, unknown>>, name: string): Declared {
  const { sql } = extensions
  if (!isDeclared(sql)) throw new Error(`${name} declares no SQL`)
  return sql
}

/** The types whose rows a field is read from; none for a field that declares nothing of the kind. */
export function relatedOf({ sql }: Readonly<Record<string, unknown>>): readonly TableType[] {
  if (!isDeclared(sql)) return []
  if ('to' in sql) return [sql.to]
  return 'of' in sql ? sql.of.map(({ to }) => to) : []
}

const isDeclared = (value: unknown): value is Declared =>
  typeof value === 'object' && value !== null && 'is' in value
