import type { Selectable } from 'kysely'
import type { Tables } from '../../db/tables.ts'

/** The tables whose rows are made here; those of the history and the feed follow from them. */
export type Table = Exclude<
  keyof Tables & string,
  | `event_${'coverage' | 'figure' | 'disagreement'}`
  | `revision${string}`
  | `feed_${string}`
  | `search_${string}`
>

/** A row as it is made: ids are numbers. Every row of a table has the same columns. */
export type Row<T extends Table> = {
  readonly [Column in Exclude<keyof Selectable<Tables[T]>, 'search'>]?: Cell<Selectable<Tables[T]>[Column]>
}

type Cell<Value> = Value | (string extends Value ? number : never)

export type Put = <T extends Table>(table: T, row: Row<T>) => void
