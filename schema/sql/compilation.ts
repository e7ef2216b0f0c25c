import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql'
import { sql } from 'kysely'
import type { Related } from './declared.ts'
import { constantSlot, mapSlot, parameter, readInput, type Slot, type Value } from './input.ts'
import type { Arguments } from './join.ts'
import { type AnyRow, type ReadTable, rowOf, type Sql } from './row.ts'
import { collectFields, type Document } from './selection.ts'
import type { TableType } from './table-type.ts'
import type { Member, Writer } from './writer.ts'

/** The compile of one statement. */
export interface Compilation extends Document {
  writer: Writer
  /** An alias that the statement has not used yet. */
  alias: () => string
  /** The instant as of which everything is read; null for now. */
  asOf: Slot | null
  /** Where a table is read. Every table of the statement goes through it, or the answer would mix two times. */
  table: ReadTable
  /** What `nodes` select of a type, read from `row`. */
  members: (type: GraphQLObjectType, nodes: readonly FieldNode[], row: ReadRow) => Member[]
}

/** A row that fields are read from. */
export interface ReadRow {
  column: AnyRow
  /** Whether it is a row of the table itself, whose constraints say which columns hold something. */
  stored: boolean
}

/** A field with its selection, and the row that it is a field of. */
export interface Selected {
  type: GraphQLObjectType
  field: GraphQLField<unknown, unknown>
  nodes: readonly FieldNode[]
  here: AnyRow
  args: Arguments
}

/** What follows `from`, and what the rows go by there. Null when there can be no row. */
export function relate(compilation: Compilation, { to, join }: Related, { here, args }: Selected) {
  const [alias, linkAlias] = [compilation.alias(), compilation.alias()]
  const there = rowOf(alias)
  const { table } = compilation
  const joined = join({ here, there, link: rowOf(linkAlias), args, table })
  if (!joined) return null
  const link = joined.link ? sql`, ${table(joined.link)} as ${sql.id(linkAlias)}` : sql``
  const from = sql`${joined.source ?? table(to.table)} as ${sql.id(alias)}${link}`
  return { there, alias, joined, from, stored: !to.derived && !joined.source }
}

/** The rows that a list holds when nobody asks for withdrawn ones. */
export const visible = (to: TableType, row: AnyRow): Sql[] => (to.hidden ? [sql`not ${to.hidden(row)}`] : [])

/** The arguments of a field as the document gives them, with the schema's defaults. */
export function argumentsOf(
  { variables }: Document,
  field: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
): Arguments {
  const given = new Map(nodes[0]?.arguments?.map((argument) => [argument.name.value, argument.value]))
  const values = new Map<string, Value>(
    field.args.map(({ name, type, defaultValue }) => [
      name,
      readInput(given.get(name), type, variables, defaultValue),
    ]),
  )
  const value = (name: string): Value => values.get(name) ?? { is: 'absent' }
  return {
    value,
    parameter: (name, type, change) => {
      const found = value(name)
      const slot = found.is === 'absent' ? constantSlot(null) : found.slot
      return parameter(change ? mapSlot(slot, change) : slot, type)
    },
  }
}

/** The members that `nodes` select of a type, in the order of the document, each as `write` has it. */
export function selectedMembers(
  compilation: Compilation,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  write: (key: string, field: GraphQLField<unknown, unknown>, same: readonly FieldNode[]) => Member,
): Member[] {
  const fields = type.getFields()
  return [...collectFields(compilation, type, selectionsOf(nodes))].flatMap(([key, same]) => {
    const field = fields[same[0]?.name.value ?? '']
    // Only `__typename` is no field of the type.
    return field ? [write(key, field, same)] : compilation.writer.typeName(key, type.name)
  })
}

export const selectionsOf = (nodes: readonly FieldNode[]): SelectionSetNode[] =>
  nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []))

/** The object type that a field answers with, as it is or in a list. */
export function objectType(field: GraphQLField<unknown, unknown>): GraphQLObjectType {
  const type = getNamedType(field.type)
  if (!isObjectType(type)) throw new Error(`${field.name} is no object type`)
  return type
}
