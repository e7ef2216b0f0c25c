import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { Database } from '../../../db/database.ts'
import { trimFeed } from '../../../db/feed/retention.ts'
import { openTestDatabase } from '../../support/database.ts'
import { makeAll, makeOutlet } from '../../support/make.ts'

const KEEP_ALL = { days: 7, entries: 10_000_000 }

async function open(entries: number): Promise<Database> {
  const database = await openTestDatabase()
  await makeAll(
    database,
    'Outlet',
    Array.from({ length: Math.min(entries, 10) }, () => ({})),
  )
  if (entries > 10) {
    await sql`insert into feed_entry (kind, node_id, action, revision)
      select 'Outlet', 1, 'REVISED', n from generate_series(11, ${entries}) n`.execute(database.kysely)
  }
  return database
}

const state = async ({ kysely }: Database) => {
  const { rows } = await sql<Record<string, unknown>>`select seq::int, floor_seq::int as floor,
    (select min(seq)::int from feed_entry) as oldest, (select count(*)::int from feed_entry) as count from feed_head`.execute(
    kysely,
  )
  return rows[0]
}

const makeOld = (database: Database, condition: ReturnType<typeof sql>, age = '8 days') =>
  sql`update feed_entry set at = now() - ${age}::interval where ${condition}`.execute(database.kysely)

test('entries that have enough behind them go, and the floor moves with them', async () => {
  const database = await open(10)
  assert.equal(await trimFeed(database, { ...KEEP_ALL, entries: 10 }), 0)
  assert.equal(await trimFeed(database, { ...KEEP_ALL, entries: 9 }), 1)
  assert.equal(await trimFeed(database, { ...KEEP_ALL, entries: 4 }), 5)
  assert.deepEqual(await state(database), { seq: 10, floor: 6, oldest: 7, count: 4 })
})

test('entries go to the day, and the last of all can go', async () => {
  const database = await open(4)
  await makeOld(database, sql`seq <= 3`, '6 days 23 hours')
  assert.equal(await trimFeed(database, KEEP_ALL), 0)
  await makeOld(database, sql`seq <= 3`, '7 days 1 minute')
  assert.equal(await trimFeed(database, KEEP_ALL), 3)
  await makeOld(database, sql`true`)
  assert.equal(await trimFeed(database, KEEP_ALL), 1)
  assert.deepEqual(await state(database), { seq: 4, floor: 4, oldest: null, count: 0 })
  await makeOutlet(database)
  assert.deepEqual(await state(database), { seq: 5, floor: 4, oldest: 5, count: 1 })
})

test('what is old behind an entry that is kept stays: the feed has no holes', async () => {
  const database = await open(6)
  await makeOld(database, sql`seq <> 3`)
  assert.equal(await trimFeed(database, KEEP_ALL), 2)
  assert.deepEqual(await state(database), { seq: 6, floor: 2, oldest: 3, count: 4 })
})

test('many go in batches, and cursors at the floor go on working', async () => {
  const database = await open(3_500)
  assert.equal(await trimFeed(database, { ...KEEP_ALL, entries: 200 }), 3_300)
  assert.deepEqual(await state(database), { seq: 3_500, floor: 3_300, oldest: 3_301, count: 200 })
  const { rows } =
    await sql`select feed_place(feed_cursor(3300)) as floor, feed_place(feed_cursor(3301)) as next`.execute(
      database.kysely,
    )
  assert.deepEqual(rows, [{ floor: '3300', next: '3301' }])
})

test('of several processes one trims, and writers are not kept waiting by those that do not', async () => {
  const database = await open(2_500)
  const counts = await Promise.all(
    Array.from({ length: 4 }, () => trimFeed(database, { ...KEEP_ALL, entries: 100 })),
  )
  assert.equal(
    counts.reduce((sum, count) => sum + count),
    2_400,
  )
  await database.kysely.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(7236514091)`.execute(trx)
    assert.equal(await trimFeed(database, { ...KEEP_ALL, entries: 1 }), 0)
    await makeOutlet(database)
  })
  assert.deepEqual(await state(database), { seq: 2_501, floor: 2_400, oldest: 2_401, count: 101 })
})
