import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isObjectType } from 'graphql'
import { sql } from 'kysely'
import { schema } from '../../schema/index.ts'
import { declaredOf } from '../../schema/sql/declared.ts'
import type { TableType } from '../../schema/sql/index.ts'
import { openTestDatabase } from '../support/database.ts'

const db = await openTestDatabase()

/** Columns that need no index of their own, and why. */
const WITHOUT: Record<string, string> = {
  'outlet_alt_id.value': 'an index on (scheme, value) skips through the few schemes',
  'feed_entry.action': 'a subscription reads the feed by number, from where it stands',
  'feed_entry.at': 'a subscription reads the feed by number, from where it stands',
  'search_hits.rank': 'computed for what an index on the texts has found',
  'revision.revision': 'listed for one record alone, by (kind, node_id, revision)',
}

/** Tables that share one declaration. */
const ALIKE: Record<string, string[]> = { outlet_alt_id: ['outlet_alt_id', 'author_alt_id', 'party_alt_id'] }

interface Index {
  table: string
  keys: string[]
  predicate: string | null
}

const { rows: indexes } = await sql<Index>`
  select indrelid::regclass::text as table, pg_get_expr(indpred, indrelid) as predicate,
    array(select trim('"' from pg_get_indexdef(indexrelid, at, true)) from generate_series(1, indnkeyatts) as at) as keys
  from pg_index join pg_class on pg_class.oid = indrelid
  where relnamespace = 'public'::regnamespace and indisvalid`.execute(db.kysely)

/** Indexes that begin with a column or expression, over all rows where it is not null. */
const leading = (table: string, key: string) =>
  indexes.filter(
    (index) =>
      index.table === table &&
      index.keys[0] === key &&
      [null, `(${key} IS NOT NULL)`].includes(index.predicate),
  )

/** Every type of the graph that shows a table: whatever a field leads to. */
const types = new Set<TableType>()
for (const type of Object.values(schema.getTypeMap())) {
  if (!isObjectType(type)) continue
  for (const field of Object.values(type.getFields())) {
    if (field.extensions.sql === undefined) continue
    const declared = declaredOf(field.extensions, field.name)
    if ('to' in declared) types.add(declared.to)
    if ('of' in declared) for (const { to } of declared.of) types.add(to)
  }
}

/** `table.column`, or `table.expression(…)`, as a declaration names it. */
function placesOf(column: string): (readonly [table: string, key: string])[] {
  const [, table = '', key = ''] = /^(\w+)\.(.+)$/s.exec(column) ?? []
  return (ALIKE[table] ?? [table]).map((alike) => [alike, key] as const)
}

test('there are types to check, with filters and orders', () => {
  assert.ok(types.size > 15)
  assert.ok([...types].flatMap(({ filters }) => [...filters]).length > 80)
  assert.ok([...types].flatMap(({ orders }) => [...orders]).length > 25)
})

for (const { name, filters, orders } of types) {
  if (filters.size > 0) {
    test(`every filter of ${name} has an index that begins with its column`, () => {
      const columns = [...filters.values()].flatMap((filter) => filter.columns)
      assert.deepEqual(
        columns.filter((column) => !isIndexed(column)),
        [],
      )
    })
  }
  if (orders.size > 0) {
    test(`every order of ${name} has an index on its column, then the id that breaks ties`, () => {
      const columns = [...orders.values()].map(({ column }) => column)
      assert.deepEqual(
        columns.filter((column) => !isIndexed(column, 'id')),
        [],
      )
    })
  }
}

/** Whether an index serves a column, of each table that it stands for, or the column needs none. */
function isIndexed(column: string, then?: string): boolean {
  if (column in WITHOUT) return true
  return placesOf(column).every(([table, key]) =>
    leading(table, key).some(({ keys }) => then === undefined || keys[1] === then),
  )
}

test('every reference of a table to another has an index, for the way back and for filters by related records', async () => {
  const { rows } = await sql<{ table: string; column: string }>`
    select conrelid::regclass::text as table, attname as column
    from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1]
    where contype = 'f' and connamespace = 'public'::regnamespace and cardinality(conkey) = 1`.execute(
    db.kysely,
  )
  assert.ok(rows.length > 25)
  assert.deepEqual(
    rows.filter(({ table, column }) => leading(table, column).length === 0),
    [],
  )
})

test('nothing is excused that has an index after all', () => {
  const needless = Object.keys(WITHOUT).filter((column) =>
    placesOf(column).every(([table, key]) => leading(table, key).length > 0),
  )
  assert.deepEqual(needless, [])
})
