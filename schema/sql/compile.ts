import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNullableType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { sql } from 'kysely'
import { MAX_PAGE_ROWS } from '../connection.ts'
import { BadUserInputError } from '../errors.ts'
import { tableAsOf } from './as-of.ts'
import { rowId } from './comparators.ts'
import {
  argumentsOf,
  type Compilation,
  objectType,
  type ReadRow,
  relate,
  type Selected,
  selectedMembers,
  visible,
} from './compilation.ts'
import { connectionSql, edgeSql } from './connection.ts'
import { type Declared, declaredOf, type Related } from './declared.ts'
import { filterCondition } from './filter.ts'
import { idType } from './input.ts'
import { type AnyRow, all, rowOf, type Sql } from './row.ts'
import type { Document } from './selection.ts'
import type { Member, Writer } from './writer.ts'

/** Every field below it is read as of `asOf`; null for now. */
export function createCompilation(
  document: Document,
  writer: Writer,
  asOf: Compilation['asOf'],
): Compilation {
  let last = 0
  const compilation: Compilation = {
    ...document,
    writer,
    alias: () => `t${++last}`,
    asOf,
    table: asOf ? (name) => tableAsOf(name, asOf) : sql.table,
    members: (type, nodes, row) => membersOf(compilation, type, nodes, row),
  }
  return compilation
}

/** The statement of a root field: one row with what was written, or none where that is null. */
export function rootSql(
  compilation: Compilation,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
): Sql {
  const declared = declaredOf(field.extensions, field.name)
  const value = valueSql(compilation, declared, type, field, nodes, noRow)
  // A query in brackets is a statement as it stands: PostgreSQL need not start another for it.
  return declared.is === 'one' || declared.is === 'nodes' ? value : sql`select ${value}`
}

const noRow = (column: string): never => {
  throw new Error(`A root field has no row to read ${column} from`)
}

const membersOf = (
  compilation: Compilation,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  row: ReadRow,
): Member[] =>
  selectedMembers(compilation, type, nodes, (key, field, same) => {
    const declared = declaredOf(field.extensions, field.name)
    const value = valueSql(compilation, declared, type, field, same, row.column)
    const place = { nullable: !isNonNullType(field.type), kept: isKept(declared, field.type, row) }
    return compilation.writer.member(key, value, place)
  })

/** Whether a field always has a value: by a constraint, or since an object or an array is made for it at any rate. */
function isKept(declared: Declared, type: GraphQLOutputType, row: ReadRow): boolean {
  switch (declared.is) {
    case 'value':
      // No constraint says that an array has all of its items.
      return declared.stored === true && row.stored && !isListType(getNullableType(type))
    case 'part':
      return !declared.present
    case 'one':
    case 'edge':
    case 'variant':
      return false
    case 'list':
    case 'connection':
    case 'nodes':
      return true
  }
}

/** The value of a field as the writer writes it, as an expression over the row that it belongs to. */
function valueSql(
  compilation: Compilation,
  declared: Declared,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
  here: AnyRow,
): Sql {
  const { writer } = compilation
  const selected = { type, field, nodes, here, args: argumentsOf(compilation, field, nodes) }
  switch (declared.is) {
    case 'value':
      return writer.leaf(declared.sql(here), field.type)
    case 'part': {
      const column: AnyRow = (name) => here(declared.columns?.[name] ?? name)
      const part = writer.object(membersOf(compilation, objectType(field), nodes, { column, stored: false }))
      return declared.present ? sql`case when ${declared.present(here)} then ${part} end` : part
    }
    case 'one':
      return oneSql(compilation, declared, selected, objectType(field))
    case 'list':
      return listSql(compilation, declared, selected)
    case 'connection':
      return connectionSql(compilation, declared, selected)
    case 'edge':
      return edgeSql(compilation, declared, selected)
    case 'variant':
      return variantSql(compilation, declared.of, selected)
    case 'nodes':
      return nodesSql(compilation, declared.of, selected)
  }
}

function oneSql(
  compilation: Compilation,
  related: Related,
  selected: Selected,
  type: GraphQLObjectType,
  tag: readonly Member[] = [],
): Sql {
  const relation = relate(compilation, related, selected)
  if (!relation) return compilation.writer.nothing
  const { there, joined, from, stored } = relation
  const members = membersOf(compilation, type, selected.nodes, { column: there, stored })
  return compilation.writer.one([...tag, ...members], sql`from ${from} where ${joined.on}`)
}

function listSql(compilation: Compilation, related: Related, selected: Selected): Sql {
  const relation = relate(compilation, related, selected)
  if (!relation) return compilation.writer.empty
  const { there, joined, from, stored } = relation
  const { alias, table } = compilation
  const row = { column: there, stored }
  const members = membersOf(compilation, objectType(selected.field), selected.nodes, row)
  const filter = filterCondition(related.to, selected.args.value('filter'), there, {
    alias,
    table,
    depth: 0,
    inOrder: false,
  })
  const order = joined.order ? sql` order by ${joined.order}` : sql``
  const rest = sql`from ${from} where ${all([joined.on, ...visible(related.to, there), filter])}${order}`
  return compilation.writer.list(members, rest)
}

/** The first of several types that has a row, tagged with its name where the executor reads it. */
function variantSql(compilation: Compilation, of: readonly Related[], selected: Selected): Sql {
  const { writer } = compilation
  const found = of.flatMap((related) => {
    const type = compilation.schema.getType(related.to.name)
    const possible = relate(compilation, related, selected) !== null
    return isObjectType(type) && possible
      ? [oneSql(compilation, related, selected, type, writer.tag(type.name))]
      : []
  })
  const [only] = found
  if (!only) return writer.nothing
  return found.length === 1 ? only : sql`coalesce(${sql.join(found)})`
}

/** Each id as a row (kind, node_id) of its own, by which the joins of the variants find the record. */
function nodesSql(compilation: Compilation, of: readonly Related[], selected: Selected): Sql {
  const alias = compilation.alias()
  const here = rowOf(alias)
  // Checked when the statement's values are read: the number is no part of the plan.
  const kinds = selected.args.parameter('ids', 'text[]', (ids) => idList(ids).map(idType))
  const ids = selected.args.parameter('ids', 'bigint[]', (ids) =>
    idList(ids).map((id) => rowId(id, idType(id))),
  )
  const node = variantSql(compilation, of, { ...selected, here })
  return sql`(select ${compilation.writer.gather(node, sql`order by ${here('place')}`)}
    from unnest(${kinds}, ${ids}) with ordinality as ${sql.id(alias)} (kind, node_id, place))`
}

function idList(value: unknown): unknown[] {
  const ids = Array.isArray(value) ? value : []
  if (ids.length > MAX_PAGE_ROWS) {
    throw new BadUserInputError('nodes.ids', `nodes.ids holds ${MAX_PAGE_ROWS} ids at most`)
  }
  return ids
}
