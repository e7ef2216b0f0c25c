import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { Database } from '../../../db/database.ts'
import { FeedFailure } from '../../../db/feed/checks.ts'
import { type Feed, type FeedItem, openFeed } from '../../../db/feed.ts'
import { openDatabase } from '../../../db/open.ts'
import { RefusedCursor } from '../../../db/refused-cursor.ts'
import { openTestDatabase } from '../../support/database.ts'
import { makeAll, makeOutlet, makeParty } from '../../support/make.ts'
import { until } from '../../support/until.ts'

interface Followed {
  feed: Feed
  errors: string[]
  close(): Promise<void>
}

async function follow(database: Database): Promise<Followed> {
  const errors: string[] = []
  const feed = await openFeed(database, {
    onError: (error) => errors.push(error instanceof Error ? error.message : String(error)),
    onWarning: (warning) => errors.push(warning),
  })
  return { feed, errors, close: () => feed.close() }
}

const kindsBehind = (feed: Feed, after: number) =>
  feed.between(after, feed.head.seq)?.map(({ kind }: FeedItem) => kind)

test('the head follows each commit at once, with what was written, in its order', async () => {
  const database = await openTestDatabase()
  const { feed, close } = await follow(database)
  assert.deepEqual([feed.head.seq, await feed.find(feed.head.cursor)], [0, 0])
  let moves = 0
  const stop = feed.onMove(() => moves++)
  await makeOutlet(database)
  await makeParty(database)
  await until('two entries', () => feed.head.seq === 2)
  assert.deepEqual(kindsBehind(feed, 0), ['Outlet', 'Party'])
  assert.deepEqual(kindsBehind(feed, 1), ['Party'])
  assert.deepEqual(await feed.latest(), feed.head)
  assert.equal(await feed.find(feed.head.cursor), 2)
  assert.ok(moves >= 1)
  stop()
  const before = moves
  await makeOutlet(database)
  await until('a third', () => feed.head.seq === 3)
  assert.equal(moves, before)
  await close()
})

for (const [how, options, longestMs] of [
  ['by a notification within 50 ms', {}, 50],
  ['without one within 1.2 s', { pooled: true }, 1_200],
] as const) {
  test(`an entry is known ${how}`, async () => {
    const database = await openTestDatabase()
    const listening = openDatabase(database.url, options)
    const { feed, close } = await follow(listening)
    const times: number[] = []
    for (let nth = 0; nth < 5; nth++) {
      await makeOutlet(database)
      const committed = performance.now()
      await until('the entry', () => feed.head.seq === nth + 1)
      times.push(performance.now() - committed)
    }
    times.sort((one, other) => one - other)
    // `until` looks every 20 ms; one in five may meet a busy machine.
    assert.ok((times[3] ?? 0) <= longestMs, `${times}`)
    await close()
    await listening.close()
  })
}

test('more entries than one statement reads are known whole, and the process keeps the newest ten thousand', async () => {
  const database = await openTestDatabase()
  const { feed, close } = await follow(database)
  await makeAll(
    database,
    'Outlet',
    Array.from({ length: 1_200 }, () => ({})),
  )
  await until('all', () => feed.head.seq === 1_200)
  assert.equal(feed.between(0, 1_200)?.length, 1_200)
  await sql`insert into feed_entry (kind, node_id, action, revision)
    select 'Outlet', 1, 'REVISED', n from generate_series(2, 10_001) n`.execute(database.kysely)
  await until('all', () => feed.head.seq === 11_200)
  assert.equal(feed.between(1_199, 11_200), null)
  assert.equal(feed.between(1_200, 11_200)?.length, 10_000)
  await close()
})

test('a connection that is lost is opened again, and nothing is missed', async () => {
  const database = await openTestDatabase()
  const { feed, errors, close } = await follow(database)
  for (let round = 1; round <= 5; round++) {
    const ended = await endSessions(database)
    assert.ok(ended >= 1)
    await makeOutlet(database)
    await until('the entry', () => feed.head.seq === round)
  }
  assert.equal(feed.between(0, 5)?.length, 5)
  assert.equal(feed.turns, 1)
  assert.doesNotMatch(errors.join(), /gap/)
  await close()
})

test('an entry that does not follow the last one stops the feed, with one error, until it is there', async () => {
  const database = await openTestDatabase()
  const { feed, errors, close } = await follow(database)
  await makeOutlet(database)
  await until('the first', () => feed.head.seq === 1)
  await sql`update feed_head set seq = 2`.execute(database.kysely)
  await makeOutlet(database)
  await until('the error', () => errors.length > 0)
  await makeOutlet(database)
  assert.equal(feed.head.seq, 1)
  await sql`insert into feed_entry (kind, node_id, action, revision, seq) values ('Outlet', 1, 'REVISED', 9, 2)`.execute(
    database.kysely,
  )
  await until('what was behind it', () => feed.head.seq === 4)
  assert.deepEqual(errors, ['The feed has a gap: 3 follows 1'])
  await close()
})

test('another epoch turns the feed while it is followed: what was read is no part of it any more', async () => {
  const database = await openTestDatabase()
  const { feed, close } = await follow(database)
  await makeOutlet(database)
  await until('the first', () => feed.head.seq === 1)
  const { cursor } = feed.head
  await sql`update feed_head set epoch = gen_random_uuid()`.execute(database.kysely)
  await until('the turn', () => feed.turns === 2)
  assert.equal(feed.between(0, 1), null)
  await assert.rejects(feed.find(cursor), { fault: 'EPOCH_CHANGED' })
  assert.equal(await feed.find(feed.head.cursor), 1)
  await close()
})

test('another PostgreSQL, or another timeline, begins an epoch; the same one does not', async () => {
  const database = await openTestDatabase()
  const cursorNow = async () => {
    const { feed, close } = await follow(database)
    const { cursor } = feed.head
    await close()
    return cursor
  }
  const first = await cursorNow()
  assert.equal(await cursorNow(), first)
  for (const history of [sql`'1' || history`, sql`left(history, -1) || 'F'`]) {
    const before = await cursorNow()
    await sql`update feed_head set history = ${history}`.execute(database.kysely)
    const { feed, close } = await follow(database)
    await assert.rejects(
      feed.find(before),
      (error) => error instanceof RefusedCursor && error.fault === 'EPOCH_CHANGED',
    )
    await close()
  }
})

test('another PostgreSQL begins an epoch also where that could not be written at first', async () => {
  const database = await openTestDatabase()
  const { feed, errors, close } = await follow(database)
  await makeOutlet(database)
  await until('the first', () => feed.head.seq === 1)
  const { cursor } = feed.head
  await sql`update feed_head set history = '1' || history`.execute(database.kysely)
  await sql`create function refuse() returns trigger language plpgsql as $$ begin raise 'not now'; end $$`.execute(
    database.kysely,
  )
  await sql`create trigger refuse before update of history on feed_head execute function refuse()`.execute(
    database.kysely,
  )
  await endSessions(database)
  await until('the refusal', () => errors.includes('not now'))
  await makeOutlet(database)
  await sql`drop trigger refuse on feed_head`.execute(database.kysely)
  await until('the turn', () => feed.turns === 2)
  await assert.rejects(feed.find(cursor), { fault: 'EPOCH_CHANGED' })
  assert.equal(errors.filter((error) => error === 'not now').length, 1)
  await close()
})

test('a database whose commits may be lost is refused with the setting', async () => {
  const database = await openTestDatabase()
  const name = new URL(database.url).pathname.slice(1)
  await sql`alter database ${sql.id(name)} set synchronous_commit = off`.execute(database.kysely)
  const other = openDatabase(database.url)
  await assert.rejects(
    follow(other),
    (error) => error instanceof FeedFailure && /synchronous_commit = off/.test(error.message),
  )
  await other.close()
})

test('a head that is not the newest entry is refused with both numbers', async () => {
  const database = await openTestDatabase()
  await makeAll(database, 'Outlet', [{}, {}])
  await sql`delete from feed_entry where seq = 2`.execute(database.kysely)
  await assert.rejects(
    follow(database),
    (error) => error instanceof FeedFailure && /newest entry is 2, and it is 1/.test(error.message),
  )
})

async function endSessions(database: Database): Promise<number> {
  const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(database.kysely)
  return rows.length
}
