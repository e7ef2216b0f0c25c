import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'graphql'
import { sql } from 'kysely'
import { feedFieldOf } from '../../../schema/feed/frame-plan.ts'
import { createWindowReader, type WindowReader } from '../../../schema/feed/window.ts'
import { schema } from '../../../schema/index.ts'
import { readOperation } from '../../../schema/operation.ts'
import { openTestDatabase } from '../../support/database.ts'
import { openTestFeed } from '../../support/feed.ts'
import { makeAll } from '../../support/make.ts'
import { until } from '../../support/until.ts'

const db = await openTestDatabase()
const { feed } = await openTestFeed(db)

function readerOf(source: string): WindowReader {
  const operation = readOperation({ schema, document: parse(source), variableValues: {} })
  assert.ok(!('errors' in operation))
  const field = feedFieldOf(operation)
  assert.ok(field)
  const context = { database: db, actor: null, publicRead: true }
  return createWindowReader(operation, field, { database: db, feed, context })
}

const placeOf = (seq: number) => {
  const [item] = feed.between(seq - 1, seq) ?? []
  assert.ok(item)
  return { seq, cursor: item.cursor }
}

const [places, entries] = [
  readerOf('subscription { places { cursor } }'),
  readerOf('subscription { entries { cursor } }'),
]

test('what holds nothing of the kind is passed over without asking, but not from a place of another epoch', async () => {
  await makeAll(db, 'Outlet', [{}, {}, {}])
  await until('three', () => feed.head.seq === 3)
  const [first, second] = [placeOf(1), placeOf(2)]
  const asked = db.reads.length
  assert.deepEqual((await places.read(first)).reached.cursor, feed.head.cursor)
  assert.equal(db.reads.length, asked)
  // As a failover leaves it that has lost two entries.
  await sql`delete from feed_entry where seq > 1`.execute(db.kysely)
  await sql`update feed_head set seq = 1, epoch = gen_random_uuid()`.execute(db.kysely)
  await until('the turn', () => feed.turns === 2)
  await makeAll(db, 'Outlet', [{}, {}])
  await until('others', () => feed.head.seq === 3)
  await assert.rejects(places.read(second), { fault: 'EPOCH_CHANGED' })
})

test('a stretch whose end is lost leads nowhere', async () => {
  const before = feed.head
  await makeAll(db, 'Outlet', [{}])
  await until('it', () => feed.head.seq > before.seq)
  await sql`delete from feed_entry where seq = ${feed.head.seq}`.execute(db.kysely)
  await assert.rejects(entries.read(before), { fault: 'EPOCH_CHANGED' })
})
