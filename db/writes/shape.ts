import type { Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import type { InvalidValueCode } from '../values/invalid-value.ts'
import type { NodeKind } from '../vocabulary.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** A row, or the part of one that a record gives: columns of a table with values as JSON. */
export type Row = Record<string, Json>

/** What is wrong with one field: its path in the record ("figures[0].verbatim"), a stable code, and words. */
export interface Problem {
  field: string
  code: InvalidValueCode
  message: string
  /** The id of the node of the same noun that is in the way, where there is one. */
  node?: string
}

/** A node that a record names by its slug. */
export interface Reference {
  kind: NodeKind
  slug: string
  field: string
  /** Puts the node's id where it belongs. */
  settle(id: string): void
}

/** Where a field is read: its path, and where problems and references are collected. */
export interface Place {
  field: string
  problems: Problem[]
  references: Reference[]
}

/** How a field of a record becomes columns. */
export interface Field {
  /** The columns it fills, with what they hold while it is null or, in a new record, absent. */
  columns: Row
  /** REQUIRED: never null, nor absent from a new record. DEFAULTED: never null. OPTIONAL: either. */
  presence: 'REQUIRED' | 'DEFAULTED' | 'OPTIONAL'
  /** What its column holds the id of. */
  refers?: NodeKind
  /** The fields of its value, where that is an object. */
  fields?: Readonly<Record<string, Field>>
  /** Puts a value that is neither absent nor null into the row; throws InvalidValue. */
  read(value: unknown, row: Row, place: Place): void
}

/** A list of a record: rows of a table of its own, in order. Absent or null is the empty list. */
export interface List {
  table: string
  /** The column that holds the id of the node. */
  owner: string
  /** The columns of an item, with what they hold while their field is null or absent. */
  columns: Row
  /**
   * Set where others refer to the rows: each keeps its id and position while its columns change, and only the
   * last ones come and go.
   */
  keepsIds?: true
  /** What its items are, where they are nodes; the first of the columns holds their id. */
  refers?: NodeKind
  /** The fields of its items, where those are objects. */
  fields?: Readonly<Record<string, Field>>
  /** Reads one item; throws InvalidValue. */
  readItem(item: unknown, row: Row, place: Place): void
  /** What no two items of a list share: as the record gives it, and as columns. All columns where it says nothing. */
  keyOf?: (item: unknown) => unknown
  unique?: readonly string[]
}

/** How each field of a record is stored: in columns of the node's row, or as a list. */
export type FieldsOf<AnyNoun> = {
  readonly [Name in Exclude<keyof AnyNoun, 'record' | 'slug'>]-?: Field | List
}

/** A noun of the model as the engine (save.ts) needs it. */
export interface Noun {
  kind: NodeKind
  table: keyof Tables & string
  /** By name in records.ts; `record` and `slug` are the engine's. */
  fields: Readonly<Record<string, Field | List>>
  /** Checks what one field alone cannot show, and derives columns. */
  check?(draft: Draft): void
  /** Completes drafts with what the database knows; one to which it adds a problem is refused. */
  complete?(trx: Transaction<Tables>, drafts: readonly Draft[]): Promise<void>
  /** Writes what is computed of records that were made or changed, and is no part of them. */
  derive?(trx: Transaction<Tables>, drafts: readonly Draft[]): Promise<void>
  /** What a change of an earlier noun's column asks of this one. */
  follows?: Follower
  /** The columns that no two nodes share, by the field that a duplicate is told of. */
  unique?: Readonly<Record<string, readonly string[]>>
  /** What a violated constraint means, by its name. */
  constraints: Readonly<Record<string, Problem>>
}

export interface Follower {
  kind: NodeKind
  column: string
  /**
   * Called in the same transaction with the ids of the nodes whose column changed. Returns the ids of the nodes
   * of this noun whose lists it changed; the engine records the change.
   */
  follow(trx: Transaction<Tables>, ids: readonly string[]): Promise<string[]>
}

/** A record on its way into the database. */
export interface Draft {
  record: Readonly<Record<string, unknown>>
  slug: string
  /** Null until its row is found or made. */
  id: string | null
  /** The columns that the record gives; references are settled into it. */
  row: Row
  /** The lists that the record gives, by field, without owner. */
  lists: Map<string, Row[]>
  references: Reference[]
  problems: Problem[]
  /** Fields that a new record may not lack. */
  missing: string[]
}
