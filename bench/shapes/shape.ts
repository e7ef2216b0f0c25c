import type { Dice } from '../data/dice.ts'
import type { Samples } from '../run/samples.ts'

/** Who is measured, the measure first. */
export const SERVERS = ['limit', 'postgraphile', 'dateline'] as const
export type Server = (typeof SERVERS)[number]

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
export type Variables = Readonly<Record<string, Json>>

/** What one request asks each of the servers; all three ask for the same. */
export interface Asked {
  dateline: Variables
  postgraphile: Variables
  /** The parameters of the statement, in their order. */
  limit: readonly Json[]
}

/** A question that clients ask again and again, each time about something else. */
export interface Shape {
  name: string
  /** What it asks for, in the words of the table. */
  title: string
  /** Whether its lists go three levels deep or more: the bar against PostGraphile is higher there. */
  nested: boolean
  /** Draws what the next request asks for. */
  draw: (samples: Samples, dice: Dice) => Asked
  dateline: string
  postgraphile: string
  /** The hand-written statement, whose one row has one column: the text of the answer. */
  limit: string
  /** What PostGraphile's answer has otherwise, beside what answers.ts evens out everywhere. */
  differs?: string
}

/** A column of a statement as JSON, where it may be null: text with a null in it would be null. */
export const orNull = (column: string): string => `coalesce(to_json(${column})::text, 'null')`

/** A day as JSON; null where its side of a period is open. */
export const knownDay = (column: string): string =>
  `case when isfinite(${column}) then '"' || ${column} || '"' else 'null' end`

/** Leaves withdrawn and merged records out of a list of PostGraphile's. */
export const STANDING = 'withdrawnAt: { isNull: true }, mergedInto: { isNull: true }'

/** An instant as Dateline promises it: in UTC, to the millisecond. */
export const instant = (column: string): string =>
  `'"' || to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"'`
