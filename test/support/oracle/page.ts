import { compare, compareIds, dayKey, instant } from './compare.ts'
import { listPrint, readCursor, writeCursor } from './cursor.ts'
import { headCursor } from './feed.ts'
import { createFilter, objectOf } from './filter.ts'
import type { Shown } from './parts.ts'
import { isHidden, type Row } from './tables.ts'
import { badInput, type World } from './world.ts'

const [DEFAULT_ROWS, MAX_ROWS] = [20, 100]
/** What says which page of a list it is, and not which list. */
const PLACES = ['first', 'after', 'last', 'before', 'orderBy', 'asOf']

export interface List {
  /** `Type.field`. */
  field: string
  /** The type of the records. */
  to: string
  args: Readonly<Record<string, unknown>>
  /** The names of all arguments of the field, in the order of the schema. */
  names: readonly string[]
  asOf: string | undefined
}

/** One page of rows: filtered, sorted and cut in JavaScript. */
export async function createPage(oracle: World, rows: readonly Row[], list: List): Promise<Shown> {
  const { to, args, names, asOf, field } = list
  const [first, last] = [args.first ?? null, args.last ?? null]
  if (first !== null && last !== null) throw badInput('first and last')
  const size = Number(first ?? last ?? DEFAULT_ROWS)
  if (size < 0 || size > MAX_ROWS) throw badInput('The page is too long')
  const order = readOrder(to, args.orderBy)
  const print = listPrint(
    field,
    order,
    names.filter((name) => !PLACES.includes(name)).map((name) => args[name]),
    asOf,
  )
  const key = keyOf(order.field)
  const holds = await createFilter(oracle, to, args.filter)
  const sort = () => {
    const sorted = rows
      .filter((row) => isShown(args.withdrawn, row) && holds(row))
      .toSorted((one, other) => compare(key.sort(one), key.sort(other)) || compareIds(one.id, other.id))
    return order.direction === 'ASC' ? sorted : sorted.toReversed()
  }
  let sorted: readonly Row[] | undefined
  const all = () => (sorted ??= sort())
  const read = (cursor: unknown) => placeOf(all(), readCursor(String(cursor), print), order, key)
  const cut = () => {
    const from = args.after == null ? 0 : read(args.after).behind
    const end = args.before == null ? all().length : read(args.before).at
    const within = all().slice(from, Math.max(from, end))
    const page = last === null ? within.slice(0, size) : within.slice(Math.max(0, within.length - size))
    return { page, more: within.length > page.length }
  }
  const edges = () =>
    cut().page.map((row) => ({
      type: `${to}Edge`,
      row: { node: { type: to, row }, cursor: writeCursor(print, row.id, key.text(row)) },
    }))
  // What nothing asks for is not looked at: where only the count is wanted, no cursor is read.
  return {
    type: `${to}Connection`,
    row: {
      totalCount: () => all().length,
      feedCursor: () => headCursor(oracle.tables),
      edges,
      nodes: () => cut().page.map((row) => ({ type: to, row })),
      pageInfo: () => ({
        type: 'PageInfo',
        row: {
          hasNextPage: last === null ? cut().more : args.before != null,
          hasPreviousPage: last === null ? args.after != null : cut().more,
          startCursor: edges().at(0)?.row.cursor ?? null,
          endCursor: edges().at(-1)?.row.cursor ?? null,
        },
      }),
    },
  }
}

interface Order {
  field: string
  direction: string
}

function readOrder(to: string, given: unknown): Order {
  if (given === undefined) return { field: to === 'Revision' ? 'REVISION' : 'RANK', direction: 'DESC' }
  const { field, direction } = objectOf(given)
  return { field: String(field), direction: String(direction) }
}

const isShown = (withdrawn: unknown, row: Row): boolean =>
  withdrawn === undefined || withdrawn === 'INCLUDE' || isHidden(row) === (withdrawn === 'ONLY')

interface Key {
  /** As PostgreSQL prints it, which is what a cursor holds. */
  text: (row: Row) => unknown
  /** What rows are compared by. */
  sort: (row: Row) => unknown
  /** The same for the text in a cursor. */
  read: (text: string) => unknown
}

function keyOf(order: string): Key {
  const column = order === 'SAID_ON' ? 'said_earliest' : order.toLowerCase()
  const read = (): ((text: unknown) => unknown) => {
    if (column.endsWith('_at')) return instant
    if (column.endsWith('earliest') || column.endsWith('_on')) return dayKey
    return column === 'rank' || column === 'revision' ? Number : String
  }
  return {
    text: (row) => row[column === 'rank' ? 'rank_text' : column],
    sort: (row) => read()(row[column]),
    read: read(),
  }
}

/** Where a list goes on behind a cursor, and where it ends before one. */
function placeOf(all: readonly Row[], cursor: { key: string; id: string }, order: Order, key: Key) {
  const wanted = key.read(cursor.key)
  const sign = order.direction === 'ASC' ? 1 : -1
  const distances = all.map((row) => sign * (compare(key.sort(row), wanted) || compareIds(row.id, cursor.id)))
  const count = (test: (distance: number) => boolean) => distances.filter(test).length
  return { at: count((distance) => distance < 0), behind: count((distance) => distance <= 0) }
}
