import { type FieldNode, type GraphQLObjectType, isNonNullType, isObjectType } from 'graphql'
import { sql } from 'kysely'
import { headCursor } from '../feed-cursor.ts'
import {
  argumentsOf,
  type Compilation,
  objectType,
  relate,
  type Selected,
  selectedMembers,
  selectionsOf,
} from './compilation.ts'
import { type Declared, declaredOf } from './declared.ts'
import { createPage, type Page } from './page.ts'
import { type AnyRow, rowOf, type Sql } from './row.ts'
import { collectFields } from './selection.ts'
import type { Member } from './writer.ts'

type Connection = Extract<Declared, { is: 'connection' }>
type Edge = Extract<Declared, { is: 'edge' }>
type Collected = ReturnType<typeof collectFields>

/** One page of a list with all that is selected of it, and nothing that is not. */
export function connectionSql(compilation: Compilation, declared: Connection, selected: Selected): Sql {
  const relation = relate(compilation, declared, selected)
  if (!relation) throw new Error(`${selected.field.name} must always have rows`)
  const type = objectType(selected.field)
  const collected = collectFields(compilation, type, selectionsOf(selected.nodes))
  const page = createPage(compilation, declared, selected, relation, { counted: isCounted(collected) })
  const wanted = wantedOf(compilation, page, type, collected)
  const { writer } = compilation
  // Without `pageInfo` there is no need for the row behind the page, nor for numbers on its rows.
  if (wanted.pageInfo.length === 0 && !page.backwards) {
    return page.around(writer.object(inOrder(wanted, plainLists(compilation, page, wanted))))
  }
  const listed = alias(compilation)
  const lists = wanted.lists.map(({ key }, at) => writer.member(key, listed.row(`list${at}`), ALWAYS))
  const infos = wanted.pageInfo.map(({ key, nodes }) =>
    writer.member(key, pageInfo(compilation, page, nodes, listed.row), ALWAYS),
  )
  const rest = sql`from (${numberedLists(compilation, page, wanted)}) as ${listed.name}`
  return page.around(writer.one(inOrder(wanted, [...lists, ...infos]), rest))
}

/** Whether both the count of a list and rows of it are asked for. */
function isCounted(collected: Collected): boolean {
  const names = new Set([...collected.values()].map(([node]) => node?.name.value))
  return names.has('totalCount') && ['nodes', 'edges', 'pageInfo'].some((name) => names.has(name))
}

/** The place of what a page has at any rate. */
const ALWAYS = { nullable: false, kept: true }

/** One record of a root list, with its place where the list is asked for without arguments. */
export function edgeSql(compilation: Compilation, declared: Edge, { field, nodes, here }: Selected): Sql {
  const query = compilation.schema.getQueryType()
  const list = query?.getFields()[declared.list]
  const listed = list && declaredOf(list.extensions, list.name)
  if (!query || !list || listed?.is !== 'connection') throw new Error(`${declared.list} is no root list`)
  const selected = { type: query, field: list, nodes: [], here, args: argumentsOf(compilation, list, []) }
  const relation = relate(compilation, listed, selected)
  if (!relation) throw new Error(`${list.name} must always have rows`)
  const page = createPage(compilation, listed, selected, relation, { counted: false })
  return compilation.writer.one(
    edge(compilation, page, objectType(field), nodes, relation.there),
    sql`from ${relation.from} where ${relation.there('id')} = ${here(declared.column)}`,
  )
}

interface Wanted {
  /** The response keys in the order of the document. */
  keys: string[]
  lists: { key: string; members: (row: AnyRow) => Member[] }[]
  pageInfo: { key: string; nodes: FieldNode[] }[]
  /** The count, the feed's place, and the type's name. */
  others: Member[]
}

const inOrder = ({ keys, others }: Wanted, members: readonly Member[]): Member[] =>
  keys.flatMap((key) => [...members, ...others].filter((member) => member.key === key))

/** What is selected of the connection, by kind. */
function wantedOf(
  compilation: Compilation,
  page: Page,
  type: GraphQLObjectType,
  collected: Collected,
): Wanted {
  const { writer } = compilation
  const wanted: Wanted = { keys: [...collected.keys()], lists: [], pageInfo: [], others: [] }
  for (const [key, nodes] of collected) {
    const field = type.getFields()[nodes[0]?.name.value ?? '']
    if (!field) wanted.others.push(...writer.typeName(key, type.name))
    else if (field.name === 'totalCount') {
      wanted.others.push(writer.member(key, writer.leaf(page.count, field.type), ALWAYS))
    } else if (field.name === 'feedCursor') {
      wanted.others.push(writer.member(key, writer.leaf(headCursor, field.type), ALWAYS))
    } else if (field.name === 'pageInfo') wanted.pageInfo.push({ key, nodes })
    else {
      const to = objectType(field)
      const members = (row: AnyRow) =>
        field.name === 'nodes'
          ? compilation.members(to, nodes, page.row(row))
          : edge(compilation, page, to, nodes, row)
      wanted.lists.push({ key, members })
    }
  }
  return wanted
}

function edge(
  compilation: Compilation,
  page: Page,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  row: AnyRow,
): Member[] {
  const { writer } = compilation
  return selectedMembers(compilation, type, nodes, (key, field, same) => {
    const value =
      field.name === 'cursor'
        ? writer.leaf(page.cursor(page.place(row)), field.type)
        : writer.object(compilation.members(objectType(field), same, page.row(row)))
    return writer.member(key, value, ALWAYS)
  })
}

const plainLists = (compilation: Compilation, page: Page, { lists }: Wanted): Member[] =>
  lists.map(({ key, members }) => {
    const row = alias(compilation)
    const rest = sql`from (${page.rows(0)}) as ${row.name}`
    return compilation.writer.member(key, compilation.writer.list(members(row.row), rest), ALWAYS)
  })

/** The lists of a page that also tells whether a row follows it: it reads one more, and shows it to nobody. */
function numberedLists(compilation: Compilation, page: Page, { lists }: Wanted): Sql {
  const { writer } = compilation
  const [row, numbered] = [alias(compilation), alias(compilation)]
  const inPage = sql`${numbered.row('place')} <= ${sql.lit(page.limit)}`
  // They come in their order as they are numbered; PostgreSQL would sort them once more for each of what it gathers.
  const order = page.backwards ? sql`order by ${numbered.row('place')} desc` : sql``
  const items = lists.map(
    ({ members }, at) => sql`case when ${row.row('place')} <= ${sql.lit(page.limit)}
      then ${writer.object(members(row.row))} end as ${sql.id(`list${at}`)}, `,
  )
  const aggregates = lists.map(
    (_, at) => sql`${writer.gather(numbered.row(`list${at}`), order, sql`filter (where ${inPage})`)}
      as ${sql.id(`list${at}`)}, `,
  )
  const inner = alias(compilation)
  return sql`select ${concat(aggregates)}coalesce(bool_or(not ${inPage}), false) as more,
      array_agg(${numbered.row('stands')} ${order}) filter (where ${inPage}) as places
    from (select ${concat(items)}${row.row('place')}, ${page.place(row.row)} as stands
      from (select ${inner.name}.*, row_number() over () as place
        from (${page.rows(1)}) as ${inner.name}) as ${row.name}) as ${numbered.name}`
}

/** `pageInfo` from what numberedLists tells: whether more rows follow, and where those of the page stand. */
function pageInfo(compilation: Compilation, page: Page, nodes: readonly FieldNode[], row: AnyRow): Sql {
  const behind = sql.lit(page.hasRowsBehind)
  const places = row('places')
  const values: Record<string, Sql> = {
    hasNextPage: page.backwards ? behind : row('more'),
    hasPreviousPage: page.backwards ? row('more') : behind,
    startCursor: page.cursor(sql`${places}[1]`),
    endCursor: page.cursor(sql`${places}[cardinality(${places})]`),
  }
  const { writer } = compilation
  const type = compilation.schema.getType('PageInfo')
  if (!isObjectType(type)) throw new Error('PageInfo is no object type')
  return writer.object(
    selectedMembers(compilation, type, nodes, (key, field) => {
      const value = values[field.name]
      if (!value) throw new Error(`A page does not tell its ${field.name}`)
      return writer.member(key, writer.leaf(value, field.type), {
        nullable: !isNonNullType(field.type),
        kept: true,
      })
    }),
  )
}

function alias(compilation: Compilation) {
  const text = compilation.alias()
  return { name: sql.id(text), row: rowOf(text) }
}

const concat = (parts: readonly Sql[]): Sql => sql.join([...parts], sql``)
