import { sql } from 'kysely'
import { DEFAULT_PAGE_ROWS, MAX_PAGE_ROWS } from '../connection.ts'
import { cursorSql, fingerprint, placeSql, readCursor } from '../cursor.ts'
import { BadUserInputError } from '../errors.ts'
import { AS_OF } from './as-of.ts'
import { type Compilation, type ReadRow, type relate, type Selected, visible } from './compilation.ts'
import type { Declared } from './declared.ts'
import { filterCondition } from './filter.ts'
import { parameter, plainValue, type Slot, sharedSlot, type Value } from './input.ts'
import type { Arguments } from './join.ts'
import { type AnyRow, all, type Sql } from './row.ts'
import type { Direction } from './table-type.ts'

/** One page of a list, as its field's arguments ask for it. */
export interface Page {
  limit: number
  /** From the end: the rows come last first. */
  backwards: boolean
  /** Whether rows lie on the other side of where the page begins. */
  hasRowsBehind: boolean
  /** The rows in their order, and up to `more` that follow the page. */
  rows: (more: number) => Sql
  /** A row of `rows`, by its alias there. */
  row: (column: AnyRow) => ReadRow
  /** How many rows the whole list has. */
  count: Sql
  /** What is said of the page, as an expression in which `rows` and `count` mean something. */
  around: (expression: Sql) => Sql
  /** What a row's cursor says of it, and the cursor of that. */
  place: (row: AnyRow) => Sql
  cursor: (place: Sql) => Sql
}

type Connection = Extract<Declared, { is: 'connection' }>
type Relation = NonNullable<ReturnType<typeof relate>>

/**
 * `counted` says that both its rows and their count are asked for. A filter may cost more than the rows that it leaves: then it
 * is asked once, and what it leaves is kept for both.
 */
export function createPage(
  compilation: Compilation,
  { to, order: defaultOrder }: Connection,
  { type: of, field, args }: Selected,
  relation: Relation,
  { counted }: { counted: boolean },
): Page {
  const { there, alias, joined, from, stored } = relation
  const { limit, backwards } = readLimit(args, field.name)
  const { key, type, ...asked } = readOrder(args, defaultOrder, to.orders)
  const direction = backwards ? reverse(asked.direction) : asked.direction
  const { asOf } = compilation
  const listed = (inOrder: boolean) =>
    all([
      joined.on,
      ...withdrawn(args, to, there),
      filterCondition(to, args.value('filter'), there, { ...compilation, depth: 0, inOrder }),
    ])

  // The same for every page of a list, and for no other list.
  const list = sharedSlot((variables) =>
    fingerprint([
      `${of.name}.${field.name}`,
      asked,
      ...PLACELESS(field.args.map(({ name }) => name)).map((name) => plainValue(args.value(name), variables)),
      // In a record too: its lists are of the instant that was asked for at the root.
      ...(asOf ? [asOf.read(variables)] : []),
    ]),
  )
  const beyond = (name: 'after' | 'before', sign: string, [key, id]: RowPlace): Sql[] => {
    const cursor = args.value(name)
    if (cursor.is !== 'leaf') return []
    const both = sharedSlot((variables) =>
      readCursor(cursor.slot.read(variables), list.read(variables), type, `${field.name}.${name}`),
    )
    const read = (at: 0 | 1): Slot => ({ read: (variables) => both.read(variables)[at] })
    return [
      sql`(${key}, ${id}) ${sql.raw(sign)} (${parameter(read(0), type)}, ${parameter(read(1), 'bigint')})`,
    ]
  }
  const [later, earlier] = asked.direction === 'ASC' ? ['>', '<'] : ['<', '>']
  const between = (place: RowPlace) => [...beyond('after', later, place), ...beyond('before', earlier, place)]
  const ordered = ([key, id]: RowPlace) =>
    sql`order by ${key} ${sql.raw(direction)}, ${id} ${sql.raw(direction)}`
  const here: RowPlace = [key(there), there('id')]
  const page = {
    limit,
    backwards,
    hasRowsBehind: args.value(backwards ? 'before' : 'after').is !== 'absent',
    row: (column: AnyRow) => ({ column, stored }),
    place: (row: AnyRow) => placeSql(row('id'), key(row)),
    cursor: (place: Sql) => cursorSql(parameter(list, 'text'), place),
  }
  if (!counted || !stored || asOf || args.value('filter').is !== 'object') {
    return {
      ...page,
      rows: (
        more,
      ) => sql`select ${sql.ref(alias)}.* from ${from} where ${all([listed(true), ...between(here)])}
        ${ordered(here)} limit ${sql.lit(limit + more)}`,
      count: sql`(select count(*) from ${from} where ${listed(false)})`,
      around: (expression) => expression,
    }
  }
  const found = sql.id(compilation.alias())
  const kept: RowPlace = [sql`${found}.key`, sql`${found}.id`]
  return {
    ...page,
    rows: (more) => sql`select ${sql.ref(alias)}.*
      from (select * from ${found} where ${all(between(kept))} ${ordered(kept)} limit ${sql.lit(limit + more)}) as ${found},
        ${compilation.table(to.table)} as ${sql.id(alias)}
      where ${there('id')} = ${found}.id ${ordered(kept)}`,
    count: sql`(select count(*) from ${found})`,
    around: (expression) => sql`(with ${found} as materialized (
      select ${key(there)} as key, ${there('id')} as id from ${from} where ${listed(false)}) select ${expression})`,
  }
}

/** Where a row stands in its list: its key, and the id that tells rows of one key apart. */
type RowPlace = readonly [key: Sql, id: Sql]

/** The arguments that say which list it is, and not which page of it. */
const PLACELESS = (names: readonly string[]) =>
  names.filter((name) => !['first', 'after', 'last', 'before', 'orderBy', AS_OF].includes(name))

/** Page sizes are part of the plan: PostgreSQL plans a limit that it knows better than a parameter. */
function readLimit(args: Arguments, name: string): { limit: number; backwards: boolean } {
  const [first, last] = [args.value('first'), args.value('last')]
  if (first.is === 'leaf' && last.is === 'leaf') {
    throw new BadUserInputError(`${name}.last`, `${name}: give first or last, not both`)
  }
  const backwards = last.is === 'leaf'
  const rows = backwards ? last : first
  if (rows.is !== 'leaf') return { limit: DEFAULT_PAGE_ROWS, backwards }
  const limit = Number(rows.known)
  if (!Number.isInteger(limit) || limit < 0 || limit > MAX_PAGE_ROWS) {
    const argument = `${name}.${backwards ? 'last' : 'first'}`
    throw new BadUserInputError(argument, `${argument} is a number from 0 to ${MAX_PAGE_ROWS}`)
  }
  return { limit, backwards }
}

function readOrder(args: Arguments, defaultOrder: Connection['order'], orders: Connection['to']['orders']) {
  const given = args.value('orderBy')
  const known = (name: string, otherwise: string): string => {
    const value: Value | undefined = given.is === 'object' ? given.fields.get(name) : undefined
    return value?.is === 'leaf' ? String(value.known) : otherwise
  }
  const field = known('field', defaultOrder.field)
  const direction: Direction = known('direction', defaultOrder.direction) === 'DESC' ? 'DESC' : 'ASC'
  const order = orders.get(field)
  if (!order) throw new Error(`There is no order ${field}`)
  return { field, direction, key: order.key, type: order.type }
}

function withdrawn(args: Arguments, to: Connection['to'], row: AnyRow): Sql[] {
  const inclusion = args.value('withdrawn')
  const asked = inclusion.is === 'leaf' ? inclusion.known : 'EXCLUDE'
  if (asked === 'INCLUDE' || !to.hidden) return []
  return asked === 'ONLY' ? [to.hidden(row)] : visible(to, row)
}

const reverse = (direction: Direction): Direction => (direction === 'ASC' ? 'DESC' : 'ASC')
