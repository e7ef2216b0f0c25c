import type { GraphQLOutputType } from 'graphql'
import type { Sql } from './row.ts'

/** One member of an object: what stands under a response key, as a writer wrote it. */
export interface Member {
  key: string
  value: Sql
  /** Whether it is never null by its making; else a null there stops what must not have one. */
  kept: boolean
}

/** How a statement writes its answer: as JSON that the executor reads, or as the text that the caller reads. */
export interface Writer {
  /** A scalar, an enum or an array of them; null stays null. */
  leaf: (value: Sql, type: GraphQLOutputType) => Sql
  /** What stands under a key, where null may stand there (`nullable`) and where it may not. `kept` as in Member. */
  member: (key: string, value: Sql, place: { nullable: boolean; kept: boolean }) => Member
  /** `__typename`, where the executor does not answer it by itself. */
  typeName: (key: string, name: string) => Member[]
  /** What tells the executor the type of a variant. */
  tag: (name: string) => Member[]
  /** The object of the row at hand. */
  object: (members: readonly Member[]) => Sql
  /** The object of the one row that `rest` (`from …`) finds; null where it finds none. */
  one: (members: readonly Member[], rest: Sql) => Sql
  /** The array of the objects of the rows that `rest` finds, in their order. */
  list: (members: readonly Member[], rest: Sql) => Sql
  /** The array of what many rows have written, as an aggregate: `order by …`, `filter (…)`. */
  gather: (item: Sql, order: Sql, filter?: Sql) => Sql
  /** Nothing at all, as an object would be. */
  nothing: Sql
  /** An array of nothing. */
  empty: Sql
}
