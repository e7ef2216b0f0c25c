import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
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
  type Reader,
  type ReadRow,
  relate,
  type Selected,
  selectionsOf,
  typeName,
  visible,
} from './compilation.ts'
import { connectionSql, edgeSql } from './connection.ts'
import { type Declared, declaredOf, type Related } from './declared.ts'
import { filterCondition } from './filter.ts'
import { idType } from './input.ts'
import { jsonList, jsonRow, required, requiredItems, selectList, TYPE_KEY } from './json.ts'
import { type AnyRow, all, rowOf, type Sql } from './row.ts'
import { collectFields, type Document } from './selection.ts'

/** Every field below it is read as of `asOf`; null for now. */
export function createCompilation(
  document: Document,
  reader: Reader,
  asOf: Compilation['asOf'],
): Compilation {
  let last = 0
  const compilation: Compilation = {
    ...document,
    reader,
    alias: () => `t${++last}`,
    asOf,
    table: asOf ? (name) => tableAsOf(name, asOf) : sql.table,
    columns: (type, nodes, row) => columns(compilation, type, nodes, row),
  }
  return compilation
}

/** The statement of a root field: one row with its JSON value, or none where that is null. */
export function rootSql(
  compilation: Compilation,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
): Sql {
  const value = fieldSql(compilation, type, field, nodes, { column: noRow, stored: false })
  const { is } = declaredOf(field.extensions, field.name)
  // A query in brackets is a statement as it stands: PostgreSQL need not start another for it.
  return is === 'one' || is === 'connection' || is === 'nodes' ? value : sql`select ${value}`
}

const noRow = (column: string): never => {
  throw new Error(`A root field has no row to read ${column} from`)
}

/** The JSON value of a field, as an expression over the row that it belongs to. */
export function fieldSql(
  compilation: Compilation,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
  row: ReadRow,
): Sql {
  const declared = declaredOf(field.extensions, field.name)
  const value = declaredSql(compilation, declared, type, field, nodes, row.column)
  return compilation.reader === 'caller' && isNonNullType(field.type)
    ? present(declared, field.type.ofType, value, row)
    : value
}

/** What stands in a place that must not be empty. Parts, lists and pages are there by their making. */
function present(declared: Declared, type: GraphQLOutputType, value: Sql, row: ReadRow): Sql {
  if (declared.is === 'one' || declared.is === 'variant') return required(value, sql`null::json`)
  if (declared.is !== 'value') return value
  if (isListType(type)) return requiredItems(value)
  return declared.stored && row.stored ? value : required(value)
}

function declaredSql(
  compilation: Compilation,
  declared: Declared,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
  here: AnyRow,
): Sql {
  const selected = { type, field, nodes, here, args: argumentsOf(compilation, field, nodes) }
  switch (declared.is) {
    case 'value':
      return asJson(field, declared.sql(here))
    case 'part': {
      const renamed: AnyRow = (column) => here(declared.columns?.[column] ?? column)
      const row = { column: renamed, stored: false }
      const part = jsonRow(sql`select ${columns(compilation, objectType(field), nodes, row)}`)
      return declared.present ? sql`case when ${declared.present(here)} then ${part} end` : part
    }
    case 'one':
      return jsonRow(oneSql(compilation, declared, selected, objectType(field)))
    case 'list':
      return jsonList(listSql(compilation, declared, selected))
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

function columns(
  compilation: Compilation,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  row: ReadRow,
): Sql {
  const fields = type.getFields()
  return selectList(
    [...collectFields(compilation, type, selectionsOf(nodes))].flatMap(([key, same]) => {
      const field = fields[same[0]?.name.value ?? '']
      // Only `__typename` is no field of the type.
      if (!field) return typeName(compilation, type, key)
      return [{ key, value: fieldSql(compilation, type, field, same, row) }]
    }),
  )
}

function oneSql(
  compilation: Compilation,
  related: Related,
  selected: Selected,
  type: GraphQLObjectType,
  tag?: string,
): Sql {
  const relation = relate(compilation, related, selected)
  if (!relation) return sql`select where false`
  const { there, joined, from, stored } = relation
  const list = columns(compilation, type, selected.nodes, { column: there, stored })
  const tagged =
    tag === undefined || compilation.reader === 'caller'
      ? list
      : tagWith(tag, list, isEmpty(compilation, type, selected))
  return sql`select ${tagged} from ${from} where ${joined.on}`
}

function listSql(compilation: Compilation, related: Related, selected: Selected): Sql {
  const relation = relate(compilation, related, selected)
  if (!relation) return sql`select where false`
  const { there, joined, from, stored } = relation
  const { alias, table } = compilation
  const filter = filterCondition(related.to, selected.args.value('filter'), there, { alias, table, depth: 0 })
  const order = joined.order ? sql` order by ${joined.order}` : sql``
  return sql`select ${columns(compilation, objectType(selected.field), selected.nodes, { column: there, stored })}
    from ${from} where ${all([joined.on, ...visible(related.to, there), filter])}${order}`
}

/** The first of several types that has a row, tagged with its name where the executor reads it. */
function variantSql(compilation: Compilation, of: readonly Related[], selected: Selected): Sql {
  const found = of.flatMap((related) => {
    const type = compilation.schema.getType(related.to.name)
    const possible = relate(compilation, related, selected) !== null
    return isObjectType(type) && possible
      ? [jsonRow(oneSql(compilation, related, selected, type, type.name))]
      : []
  })
  const [only] = found
  if (!only) return sql`null::json`
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
  return sql`(select coalesce(json_agg(${variantSql(compilation, of, { ...selected, here })} order by ${here('place')}), '[]')
    from unnest(${kinds}, ${ids}) with ordinality as ${sql.id(alias)} (kind, node_id, place))`
}

function idList(value: unknown): unknown[] {
  const ids = Array.isArray(value) ? value : []
  if (ids.length > MAX_PAGE_ROWS) {
    throw new BadUserInputError('nodes.ids', `nodes.ids holds ${MAX_PAGE_ROWS} ids at most`)
  }
  return ids
}

const isEmpty = (compilation: Compilation, type: GraphQLObjectType, { nodes }: Selected): boolean =>
  [...collectFields(compilation, type, selectionsOf(nodes)).values()].every(
    ([first]) => first?.name.value === '__typename',
  )

const tagWith = (tag: string, list: Sql, alone: boolean): Sql =>
  sql`${sql.lit(tag)} as ${sql.id(TYPE_KEY)}${alone ? sql`` : sql`, ${list}`}`

/** A scalar may say how it is written in JSON, where PostgreSQL would write it otherwise. */
function asJson(field: GraphQLField<unknown, unknown>, value: Sql): Sql {
  const { json } = getNamedType(field.type).extensions
  return typeof json === 'function' ? json(value) : value
}
