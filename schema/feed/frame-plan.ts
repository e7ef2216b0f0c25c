import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isObjectType,
} from 'graphql'
import { sql } from 'kysely'
import { entryCursor, feedCursor } from '../feed-cursor.ts'
import { argumentsOf, type Compilation } from '../sql/compilation.ts'
import { createCompilation } from '../sql/compile.ts'
import { filterCondition } from '../sql/filter.ts'
import { collectFields, type Operation, type TableType } from '../sql/index.ts'
import { parameter, type Slot, type Value } from '../sql/input.ts'
import { type Plan, planSql } from '../sql/plan.ts'
import { type AnyRow, rowOf, type Sql, TRUE } from '../sql/row.ts'
import type { Writer } from '../sql/writer.ts'

/** What a subscription follows: the entries of all kinds, or the records of one. It stands in the field's `extensions.feed`. */
export interface Followed {
  /** What is filtered. */
  type: TableType
  /** Whose entries alone are looked at; null for all. */
  kind: string | null
}

/** The root field of a subscription, as an operation selects it. */
export interface FeedField {
  key: string
  field: GraphQLField<unknown, unknown>
  nodes: readonly FieldNode[]
  followed: Followed
  frame: GraphQLObjectType
}

/** The one root field that a subscription has; null where it selects none. */
export function feedFieldOf(operation: Operation): FeedField | null {
  const root = operation.schema.getSubscriptionType()
  if (!root) return null
  const selected = collectFields(operation, root, [operation.operation.selectionSet])
  for (const [key, nodes] of selected) {
    const field = root.getFields()[nodes[0]?.name.value ?? '']
    const followed = field?.extensions.feed
    const frame = field && getNamedType(field.type)
    if (field && isFollowed(followed) && isObjectType(frame)) return { key, field, nodes, followed, frame }
  }
  return null
}

const isFollowed = (value: unknown): value is Followed =>
  typeof value === 'object' && value !== null && 'kind' in value

/** Entries that one statement looks at, and that it writes at most. */
export const WINDOW_ENTRIES = 500
export const WRITTEN_ENTRIES = 100

/** Which stretch of the feed a statement reads. No variable of a document has these names. */
export const windowVariables = (after: string, upTo: number) => ({ 'feed.after': after, 'feed.upTo': upTo })
const AFTER: Slot = { read: (variables) => variables['feed.after'] }
const UP_TO: Slot = { read: (variables) => variables['feed.upTo'] }

/**
 * The statement that reads a stretch of the feed for a subscription. Its first row at least is always there. Columns: the
 * cursor of the end of the stretch; then, null where nothing of it matches, number and cursor of an entry, and
 * what a frame selects of it by the keys of `contents`.
 */
export function planFrames(
  operation: Operation,
  { field, nodes, followed, frame }: FeedField,
  writer: Writer,
  contents: readonly string[],
): Plan {
  const compilation = createCompilation(operation, writer, null)
  const row = rowOf('told')
  const members = compilation.members(frame, nodes, { column: row, stored: false })
  const values = contents.map((content, at) => {
    const member = members.find(({ key }) => key === content)
    return sql`, ${member?.value} as ${sql.id(`content${at}`)}`
  })
  const columns = contents.map((_, at) => sql`, found.${sql.id(`content${at}`)}`)
  const filter = argumentsOf(operation, field, nodes).value('filter')
  const { matches, left } = conditions(compilation, followed, filter, row)
  // No table may have the name of what is read first: it would stand for the table in all that follows.
  return planSql(
    field.name,
    sql`with stretch as materialized (select feed_place(${parameter(AFTER, 'text')}) as after,
        ${feedCursor(parameter(UP_TO, 'bigint'))} as reached)
      select stretch.reached, found.seq, found.cursor${sql.join(columns, sql``)}
      from stretch left join lateral (
        select ${row('seq')}, ${entryCursor(row)} as cursor${sql.join(values, sql``)} from (
          select entry.*, ${matches} as matches from feed_entry entry
          where entry.seq > stretch.after and entry.seq <= ${parameter(UP_TO, 'bigint')}${ofKind(followed)} offset 0) told
        where ${left} order by ${row('seq')} limit ${sql.lit(WRITTEN_ENTRIES)}) found on true
      order by found.seq`,
  )
}

const ofKind = ({ kind }: Followed): Sql => (kind === null ? sql`` : sql` and entry.kind = ${sql.lit(kind)}`)

/**
 * Whether an entry matches now, and whether it is told at all: also where its record matched until just then, so that
 * whoever keeps a copy of the list drops it. Only of what does not match now the past is asked.
 */
function conditions(
  { alias }: Compilation,
  { type, kind }: Followed,
  filter: Value,
  row: AnyRow,
): { matches: Sql; left: Sql } {
  const entry = rowOf('entry')
  if (filter.is !== 'object') return { matches: TRUE, left: TRUE }
  if (kind === null) {
    const matches = filterCondition(type, filter, entry, {
      alias,
      table: sql.table,
      depth: 0,
      inOrder: false,
    })
    return { matches: sql`coalesce(${matches}, false)`, left: row('matches') }
  }
  const [now, before] = [alias(), alias()]
  const there = rowOf(now)
  const matches = sql`exists (select from ${sql.table(type.table)} as ${sql.id(now)}
    where ${there('id')} = ${entry('node_id')} and ${filterCondition(type, filter, there, { alias, table: sql.table, depth: 0, inOrder: false })})`
  // Instants are whole milliseconds: this is the last one at which the record was what the entry changed.
  const instant = sql`${row('at')} - interval '1 millisecond'`
  const table = (name: string) => sql`${sql.id(`${name}_as_of`)}(${instant})`
  const former = rowOf(before)
  const hidden = type.hidden ? sql` and not ${type.hidden(former)}` : sql``
  const left = sql`case when ${row('matches')} then true when ${row('action')} = 'CREATED' then false
    else exists (select from ${table(type.table)} as ${sql.id(before)}
      where ${former('id')} = ${row('node_id')}${hidden} and ${filterCondition(type, filter, former, { alias, table, depth: 0, inOrder: false })}) end`
  return { matches, left }
}
