import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { Database } from '../../../db/database.ts'
import { openFeed } from '../../../db/feed.ts'
import { type CursorFault, RefusedCursor } from '../../../db/refused-cursor.ts'
import { openTestDatabase } from '../../support/database.ts'
import { makeAll } from '../../support/make.ts'

const database = await openTestDatabase()
await makeAll(database, 'Outlet', [{}, {}, {}, {}])
const feed = await openFeed(database, { onError: () => {}, onWarning: () => {} })
test.after(() => feed.close())

const cursorOf = async (db: Database, seq: number): Promise<string> => {
  const { rows } = await sql<{ cursor: string }>`select feed_cursor(${seq}) as cursor`.execute(db.kysely)
  return rows[0]?.cursor ?? ''
}

const refused = async (cursor: string, fault: CursorFault): Promise<RefusedCursor> => {
  const error = await feed.find(cursor).then(
    (seq) => assert.fail(`It is taken for ${seq}`),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof RefusedCursor, `${error}`)
  assert.equal(error.fault, fault)
  return error
}

const change = (statement: ReturnType<typeof sql>) => statement.execute(database.kysely)

test('a cursor stands for its number, from before the first entry to the last', async () => {
  for (const seq of [0, 1, 2, 3, 4]) assert.equal(await feed.find(await cursorOf(database, seq)), seq)
  assert.match(await cursorOf(database, 2), /^[\w-]{64}$/)
})

test('a cursor that was changed in any of its bytes is none', async () => {
  const bytes = Buffer.from(await cursorOf(database, 3), 'base64url')
  for (let at = 0; at < bytes.length; at++) {
    const damaged = Buffer.from(bytes)
    damaged[at] = (damaged[at] ?? 0) ^ 1
    await refused(damaged.toString('base64url'), 'INVALID')
  }
})

test('what has not even the form of a cursor is none', async () => {
  const whole = await cursorOf(database, 3)
  for (const text of [
    '',
    'x',
    whole.slice(1),
    `${whole}A`,
    `${whole.slice(1)}\0`,
    `${whole.slice(1)}=`,
    '🙂'.repeat(32),
  ]) {
    await refused(text, 'INVALID')
  }
})

test('a cursor of another service is none', async () => {
  const other = await openTestDatabase()
  await makeAll(other, 'Outlet', [{}, {}, {}])
  await sql`update feed_head set secret = uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())`.execute(
    other.kysely,
  )
  await refused(await cursorOf(other, 3), 'INVALID')
})

test('a cursor beyond the head is none: its entry was never acknowledged here', async () => {
  await change(sql`update feed_head set seq = 5`)
  await change(
    sql`insert into feed_entry (kind, node_id, action, revision, seq) values ('Outlet', 1, 'REVISED', 2, 5)`,
  )
  const cursor = await cursorOf(database, 5)
  assert.equal(await feed.find(cursor), 5)
  await change(sql`delete from feed_entry where seq = 5`)
  await change(sql`update feed_head set seq = 4`)
  await refused(cursor, 'INVALID')
})

test('another entry under the number of a cursor is told as another epoch, whatever of it differs', async () => {
  const cursor = await cursorOf(database, 3)
  for (const [column, other] of [
    ['kind', sql`'Party'`],
    ['node_id', sql`node_id + 1`],
    ['revision', sql`revision + 1`],
    ['tx', sql`(tx::text::bigint + 1)::text::xid8`],
  ] as const) {
    const [was] = (
      await sql<Record<string, unknown>>`select * from feed_entry where seq = 3`.execute(database.kysely)
    ).rows
    await change(sql`update feed_entry set ${sql.id(column)} = ${other} where seq = 3`)
    await refused(cursor, 'EPOCH_CHANGED')
    await change(sql`update feed_entry set ${sql.id(column)} = ${was?.[column]} where seq = 3`)
  }
  assert.equal(await feed.find(cursor), 3)
})

test('a cursor at the floor works though its entry is gone; below it has expired, and tells the oldest that works', async () => {
  const [one, two] = [await cursorOf(database, 1), await cursorOf(database, 2)]
  await change(sql`update feed_head set floor_seq = 2, floor_check = (
    select feed_check(kind, node_id, revision, tx) from feed_entry where seq = 2)`)
  await change(sql`delete from feed_entry where seq <= 2`)
  assert.equal(await cursorOf(database, 2), two)
  assert.equal(await feed.find(two), 2)
  const { oldest } = await refused(one, 'EXPIRED')
  assert.equal(oldest, two)
})

test('a cursor of before a change of epoch says so, also where its number is gone', async () => {
  const cursors = [await cursorOf(database, 2), await cursorOf(database, 4)]
  await change(sql`update feed_head set epoch = gen_random_uuid()`)
  for (const cursor of cursors) await refused(cursor, 'EPOCH_CHANGED')
  assert.equal(await feed.find(await cursorOf(database, 4)), 4)
})
