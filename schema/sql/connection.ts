import { type FieldNode, type GraphQLObjectType, isObjectType } from 'graphql'
import { sql } from 'kysely'
import {
  argumentsOf,
  type Compilation,
  objectType,
  relate,
  type Selected,
  selectionsOf,
  typeName,
} from './compilation.ts'
import { type Declared, declaredOf } from './declared.ts'
import { jsonList, jsonRow, selectList } from './json.ts'
import { createPage, type Page } from './page.ts'
import { type AnyRow, rowOf, type Sql } from './row.ts'
import { collectFields } from './selection.ts'

type Connection = Extract<Declared, { is: 'connection' }>
type Edge = Extract<Declared, { is: 'edge' }>
type Columns = { key: string; value: Sql }[]

/** One page of a list with all that is selected of it, and nothing that is not. */
export function connectionSql(compilation: Compilation, declared: Connection, selected: Selected): Sql {
  const relation = relate(compilation, declared, selected)
  if (!relation) throw new Error(`${selected.field.name} must always have rows`)
  const page = createPage(compilation, declared, selected, relation)
  const wanted = wantedOf(compilation, page, selected)
  const counts: Columns = wanted.totalCount.map((key) => ({ key, value: page.count }))
  const others = [...counts, ...wanted.names]
  const selectWanted = (columns: Columns) => selectList(inOrder(wanted.keys, [...columns, ...others]))
  // Without `pageInfo` there is no need for the row behind the page, nor for numbers on its rows.
  if (wanted.pageInfo.length === 0 && !page.backwards) {
    return jsonRow(sql`select ${selectWanted(plainLists(compilation, page, wanted))}`)
  }
  const listed = alias(compilation)
  const lists = wanted.lists.map(({ key }, at) => ({ key, value: listed.row(`list${at}`) }))
  const infos = wanted.pageInfo.map(({ key, nodes }) => ({
    key,
    value: pageInfo(compilation, page, nodes, listed.row),
  }))
  return jsonRow(sql`select ${selectWanted([...lists, ...infos])}
    from (${numberedLists(compilation, page, wanted)}) as ${listed.name}`)
}

/** One record of a root list, with its place where the list is asked for without arguments. */
export function edgeSql(compilation: Compilation, declared: Edge, { field, nodes, here }: Selected): Sql {
  const query = compilation.schema.getQueryType()
  const list = query?.getFields()[declared.list]
  const listed = list && declaredOf(list.extensions, list.name)
  if (!query || !list || listed?.is !== 'connection') throw new Error(`${declared.list} is no root list`)
  const selected = { type: query, field: list, nodes: [], here, args: argumentsOf(compilation, list, []) }
  const relation = relate(compilation, listed, selected)
  if (!relation) throw new Error(`${list.name} must always have rows`)
  const page = createPage(compilation, listed, selected, relation)
  return jsonRow(sql`select ${edge(compilation, page, objectType(field), nodes, relation.there)}
    from ${relation.from} where ${relation.there('id')} = ${here(declared.column)}`)
}

interface Wanted {
  /** The response keys in the order of the document. */
  keys: string[]
  lists: { key: string; columns: (row: AnyRow) => Sql }[]
  pageInfo: { key: string; nodes: FieldNode[] }[]
  totalCount: string[]
  /** `__typename`, where the caller reads the statement's answer. */
  names: Columns
}

const inOrder = (keys: readonly string[], columns: Columns): Columns =>
  keys.flatMap((key) => columns.filter((column) => column.key === key))

/** What is selected of the connection, by kind. */
function wantedOf(compilation: Compilation, page: Page, selected: Selected): Wanted {
  const type = objectType(selected.field)
  const collected = collectFields(compilation, type, selectionsOf(selected.nodes))
  const wanted: Wanted = { keys: [...collected.keys()], lists: [], pageInfo: [], totalCount: [], names: [] }
  for (const [key, nodes] of collected) {
    const name = nodes[0]?.name.value
    const field = name === undefined ? undefined : type.getFields()[name]
    if (field === undefined) wanted.names.push(...typeName(compilation, type, key))
    else if (name === 'totalCount') wanted.totalCount.push(key)
    else if (name === 'pageInfo') wanted.pageInfo.push({ key, nodes })
    else if (name === 'nodes') {
      wanted.lists.push({
        key,
        columns: (row) => compilation.columns(objectType(field), nodes, page.row(row)),
      })
    } else
      wanted.lists.push({ key, columns: (row) => edge(compilation, page, objectType(field), nodes, row) })
  }
  return wanted
}

function edge(
  compilation: Compilation,
  page: Page,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  row: AnyRow,
): Sql {
  const { node } = type.getFields()
  return selectList(
    [...collectFields(compilation, type, selectionsOf(nodes))].flatMap(([key, same]) => {
      const name = same[0]?.name.value
      if (name === 'cursor') return [{ key, value: page.cursor(row) }]
      if (name !== 'node' || !node) return typeName(compilation, type, key)
      return [
        { key, value: jsonRow(sql`select ${compilation.columns(objectType(node), same, page.row(row))}`) },
      ]
    }),
  )
}

const plainLists = (compilation: Compilation, page: Page, { lists }: Wanted): Columns =>
  lists.map(({ key, columns }) => {
    const row = alias(compilation)
    return { key, value: jsonList(sql`select ${columns(row.row)} from (${page.rows(0)}) as ${row.name}`) }
  })

/** The lists of a page that also tells whether a row follows it: it reads one more, and shows it to nobody. */
function numberedLists(compilation: Compilation, page: Page, { lists }: Wanted): Sql {
  const [row, numbered] = [alias(compilation), alias(compilation)]
  const inPage = sql`${numbered.row('place')} <= ${sql.lit(page.limit)}`
  const order = sql`order by ${numbered.row('place')} ${sql.raw(page.backwards ? 'desc' : 'asc')}`
  const items = lists.map(
    ({ columns }, at) => sql`case when ${row.row('place')} <= ${sql.lit(page.limit)}
      then ${jsonRow(sql`select ${columns(row.row)}`)} end as ${sql.id(`list${at}`)}, `,
  )
  const aggregates = lists.map(
    (_, at) => sql`coalesce(json_agg(${numbered.row(`list${at}`)} ${order}) filter (where ${inPage}), '[]')
      as ${sql.id(`list${at}`)}, `,
  )
  const inner = alias(compilation)
  return sql`select ${concat(aggregates)}coalesce(bool_or(not ${inPage}), false) as more,
      array_agg(${numbered.row('cursor')} ${order}) filter (where ${inPage}) as cursors
    from (select ${concat(items)}${row.row('place')}, ${page.cursor(row.row)} as cursor
      from (select ${inner.name}.*, row_number() over () as place
        from (${page.rows(1)}) as ${inner.name}) as ${row.name}) as ${numbered.name}`
}

/** `pageInfo` from what numberedLists tells: whether more rows follow, and the cursors of the page. */
function pageInfo(compilation: Compilation, page: Page, nodes: readonly FieldNode[], row: AnyRow): Sql {
  const behind = sql.lit(page.hasRowsBehind)
  const cursors = row('cursors')
  const values: Record<string, Sql> = {
    hasNextPage: page.backwards ? behind : row('more'),
    hasPreviousPage: page.backwards ? row('more') : behind,
    startCursor: sql`${cursors}[1]`,
    endCursor: sql`${cursors}[cardinality(${cursors})]`,
  }
  const type = compilation.schema.getType('PageInfo')
  if (!isObjectType(type)) throw new Error('PageInfo is no object type')
  return jsonRow(
    sql`select ${selectList(
      [...collectFields(compilation, type, selectionsOf(nodes))].flatMap(([key, same]) => {
        const value = values[same[0]?.name.value ?? '']
        return value ? [{ key, value }] : typeName(compilation, type, key)
      }),
    )}`,
  )
}

function alias(compilation: Compilation) {
  const text = compilation.alias()
  return { name: sql.id(text), row: rowOf(text) }
}

const concat = (parts: readonly Sql[]): Sql => sql.join([...parts], sql``)
