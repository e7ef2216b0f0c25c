import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isObjectType } from 'graphql'
import { sql } from 'kysely'
import { AGGREGATES } from '../../db/migrations/aggregates.ts'
import { listFields } from '../../db/writes/draft.ts'
import { NOUNS } from '../../db/writes/nouns.ts'
import { schema } from '../../schema/index.ts'
import { declaredOf } from '../../schema/sql/declared.ts'
import { openTestDatabase } from '../support/database.ts'

const db = await openTestDatabase()

/** Tables that are read as they are: of the feed, of search and of webhooks, and the copies that are proposed now. */
const PRESENT_ONLY = [
  'feed_entry',
  'feed_page',
  'search_hits',
  'search_highlights',
  'similar_articles',
  'webhook',
  'webhook_delivery',
]

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

test('the lists of the past are those that revisions hold', () => {
  const held = Object.values(NOUNS).map((noun) => ({
    kind: noun.kind,
    table: noun.table,
    lists: Object.fromEntries(
      Object.entries(listFields(noun)).map(([name, { table, owner }]) => {
        assert.equal(owner, `${noun.table}_id`)
        return [snakeCase(name), table]
      }),
    ),
  }))
  assert.deepEqual(AGGREGATES, held)
})

test('every table and view that the graph reads can be read as of an instant', async () => {
  const read = new Set<string>()
  for (const type of Object.values(schema.getTypeMap())) {
    for (const field of isObjectType(type) ? Object.values(type.getFields()) : []) {
      if (field.extensions.sql === undefined) continue
      const declared = declaredOf(field.extensions, field.name)
      if ('to' in declared) read.add(declared.to.table)
      if ('of' in declared) for (const { to } of declared.of) read.add(to.table)
    }
  }
  for (const { lists } of AGGREGATES) for (const table of Object.values(lists)) read.add(table)
  assert.ok(read.size > 25)
  for (const table of read) {
    if (PRESENT_ONLY.includes(table)) continue
    const { rows } = await sql`select * from ${sql.id(`${table}_as_of`)}(now())`.execute(db.kysely)
    assert.deepEqual(rows, [], table)
  }
})

const tables = AGGREGATES.flatMap(({ table, lists }) => [table, ...Object.values(lists)])

test('a former table has the columns of its table, and a period', async () => {
  for (const table of tables) {
    const [own, former] = [await columnsOf(table), await columnsOf(`former_${table}`)]
    const period = AGGREGATES.some((noun) => noun.table === table) ? ['until'] : ['since', 'until']
    assert.deepEqual(
      former.filter(({ name }) => !period.includes(name)),
      own,
    )
    assert.equal(former.length, own.length + period.length)
  }
})

test('a former table has the indexes of its table', async () => {
  for (const table of tables) {
    const former = await indexesOf(`former_${table}`)
    const missing = (await indexesOf(table)).filter((index) => !former.includes(index))
    assert.deepEqual(missing, [], table)
  }
})

const columnsOf = async (table: string) => {
  const { rows } = await sql<{ name: string }>`
    select attname as name, format_type(atttypid, atttypmod) as type, attnotnull as required,
      case when attgenerated <> '' then (select pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = attrelid and adnum = attnum) end as generated
    from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`.execute(
    db.kysely,
  )
  return rows
}

/** What each index is over, but for the end of a period. */
const indexesOf = async (table: string) => {
  const { rows } = await sql<{ over: string }>`
    select regexp_replace(pg_get_indexdef(indexrelid), '^.* USING ', '') as over
    from pg_index where indrelid = ${table}::regclass`.execute(db.kysely)
  return rows.map(({ over }) => over.replace(', until)', ')'))
}
