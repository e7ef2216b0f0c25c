import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { sql } from 'kysely'
import type { Database } from '../../../db/database.ts'
import { trimFeed } from '../../../db/feed/retention.ts'
import { openTestDatabase } from '../../support/database.ts'
import { openTestFeed } from '../../support/feed.ts'
import { makeAll, makeOutlet } from '../../support/make.ts'
import { until } from '../../support/until.ts'

const ENTRIES = 'subscription ($after: Cursor) { entries(after: $after) { cursor entry { nodeId } } }'

const newEpoch = ({ kysely }: Database) => sql`update feed_head set epoch = gen_random_uuid()`.execute(kysely)

test('a place that was trimmed before is refused with the oldest that works, which works', async () => {
  const db = await openTestDatabase()
  const { subscribe, refusal, feed } = await openTestFeed(db)
  const { cursor } = feed.head
  await makeAll(db, 'Outlet', [{}, {}, {}])
  assert.equal(await trimFeed(db, { days: 7, entries: 1 }), 2)
  const { code, argument, oldestCursor } = await refusal(ENTRIES, { after: cursor })
  assert.deepEqual([code, argument], ['CURSOR_EXPIRED', 'entries.after'])
  const reader = await subscribe(ENTRIES, { after: oldestCursor })
  assert.equal((await reader.entry()).entry.nodeId, 'Outlet:3')
})

test('a slow subscriber under whom the feed is trimmed is told so, and never a gap', async () => {
  const db = await openTestDatabase()
  const { subscribe, subscriptions } = await openTestFeed(db, { keptCharacters: 1 })
  const [slow, quick] = [await subscribe(ENTRIES), await subscribe(ENTRIES)]
  for (const reader of [slow, quick]) await reader.frame()
  for (let nth = 0; nth < 3; nth++) {
    await makeOutlet(db)
    await quick.entry()
  }
  await trimFeed(db, { days: 7, entries: 1 })
  const { code, oldestCursor } = await slow.ending()
  assert.equal(code, 'CURSOR_EXPIRED')
  assert.ok(oldestCursor)
  assert.equal(await slow.result(), undefined)
  assert.equal(subscriptions.active, 1)
})

test('what was kept for subscribers goes with the last of them', async () => {
  const db = await openTestDatabase()
  const { subscribe, subscriptions } = await openTestFeed(db)
  const [one, other] = [await subscribe(ENTRIES), await subscribe(ENTRIES)]
  for (const reader of [one, other]) await reader.frame()
  await makeOutlet(db)
  for (const reader of [one, other]) await reader.entry()
  assert.ok(subscriptions.kept > 0)
  one.subscription.return()
  assert.ok(subscriptions.kept > 0)
  other.subscription.return()
  assert.equal(subscriptions.kept, 0)
})

test('a new epoch ends those who wait, those who read and those who do neither, and nobody who comes then', async () => {
  const db = await openTestDatabase()
  const { subscribe, feed, errors } = await openTestFeed(db)
  const { cursor } = feed.head
  await makeOutlet(db)
  await until('it', () => feed.head.seq === 1)
  const [waiting, idle, behind] = [
    await subscribe(ENTRIES),
    await subscribe(ENTRIES),
    await subscribe(ENTRIES, { after: cursor }),
  ]
  for (const reader of [waiting, idle]) await reader.frame()
  const end = waiting.ending()
  await newEpoch(db)
  assert.deepEqual(await end, { code: 'EPOCH_CHANGED', argument: 'entries.after' })
  const again = await subscribe(ENTRIES)
  await again.frame()
  await makeOutlet(db)
  assert.equal((await again.entry()).entry.nodeId, 'Outlet:2')
  for (const reader of [idle, behind]) assert.equal((await reader.ending()).code, 'EPOCH_CHANGED')
  assert.deepEqual(errors, [])
})

test('a new epoch ends a subscriber who reads what its group no longer has', async () => {
  const db = await openTestDatabase()
  const { subscribe, feed } = await openTestFeed(db)
  const { cursor } = feed.head
  await makeOutlet(db)
  await until('it', () => feed.head.seq === 1)
  const live = await subscribe(ENTRIES)
  await live.frame()
  const next = live.entry()
  await makeOutlet(db)
  await next
  const behind = await subscribe(ENTRIES, { after: cursor })
  await behind.frame()
  await newEpoch(db)
  await until('the turn', () => feed.turns === 2)
  assert.equal((await behind.ending()).code, 'EPOCH_CHANGED')
})

test('whoever has not gone on before a new epoch is not let in among those who came after it', async () => {
  const db = await openTestDatabase()
  const { subscribe, feed } = await openTestFeed(db)
  const old = await subscribe(ENTRIES)
  await old.frame()
  await newEpoch(db)
  await until('the turn', () => feed.turns === 2)
  const live = await subscribe(ENTRIES)
  await live.frame()
  const entry = live.entry()
  const end = old.ending()
  await makeOutlet(db)
  assert.equal((await entry).entry.nodeId, 'Outlet:1')
  assert.equal((await end).code, 'EPOCH_CHANGED')
})

test('a place that was good and is none any more is of another epoch, and not invalid', async () => {
  const db = await openTestDatabase()
  const { subscribe } = await openTestFeed(db)
  const reader = await subscribe(ENTRIES)
  await reader.frame()
  const end = reader.ending()
  await sql`update feed_head set secret = sha256(secret)`.execute(db.kysely)
  await makeOutlet(db)
  assert.equal((await end).code, 'EPOCH_CHANGED')
})

test('subscriptions outlive the connections of the database, also while they read', async () => {
  const db = await openTestDatabase()
  const { subscribe, feed } = await openTestFeed(db)
  const { cursor: after } = feed.head
  const live = await subscribe(ENTRIES)
  await live.frame()
  for (let round = 1; round <= 4; round++) {
    const next = live.entry()
    const replay = await subscribe(ENTRIES, { after })
    const ended = sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(db.kysely)
    for (let nth = 1; nth < round; nth++) assert.equal((await replay.entry()).entry.nodeId, `Outlet:${nth}`)
    await ended
    await until('a write', () =>
      makeOutlet(db, { slug: `o${round}` }).then(
        () => true,
        () => false,
      ),
    )
    assert.match((await next).entry.nodeId, /^Outlet:/)
    replay.subscription.return()
  }
})

test('closing ends all with a code that says to come back, and refuses who comes later', async () => {
  const db = await openTestDatabase()
  const { subscribe, refusal, subscriptions } = await openTestFeed(db)
  const [one, other] = [await subscribe(ENTRIES), await subscribe(ENTRIES)]
  await one.frame()
  const end = one.ending()
  subscriptions.close()
  assert.equal((await end).code, 'GOING_AWAY')
  await other.frame()
  assert.equal((await other.ending()).code, 'GOING_AWAY')
  assert.equal(subscriptions.active, 0)
  assert.equal((await refusal(ENTRIES)).code, 'GOING_AWAY')
})

test('closing ends at once whoever is behind, however long it takes to read what it lacks', async () => {
  const db = await openTestDatabase()
  const { subscribe, feed, subscriptions } = await openTestFeed(db)
  const { cursor } = feed.head
  const named = 'subscription ($after: Cursor) { outlets(after: $after) { entry { nodeId } node { name } } }'
  await makeOutlet(db)
  await until('it', () => feed.head.seq === 1)
  const [live, behind] = [await subscribe(named), await subscribe(named, { after: cursor })]
  for (const reader of [live, behind]) await reader.frame()
  const ends = [live.ending()]
  await db.kysely.transaction().execute(async (trx) => {
    await sql`lock table outlet in access exclusive mode`.execute(trx)
    ends.push(behind.ending())
    // It asks for the table.
    await until('it to read', () => db.reads.some((text) => /feed_place.* as after/.test(text)))
    subscriptions.close()
    for (const end of ends) assert.equal((await end).code, 'GOING_AWAY')
  })
})

test('a defect is told without a word of the database, and everything where the operator sees it; who comes later begins anew', async () => {
  const db = await openTestDatabase()
  const { subscribe, errors } = await openTestFeed(db, { heartbeatMs: 120 })
  const named = 'subscription { outlets { entry { nodeId } node { name } } }'
  const [reader, idle] = [await subscribe(named), await subscribe(named)]
  for (const one of [reader, idle]) await one.frame()
  const end = reader.ending()
  await sql`alter table outlet rename column name to title`.execute(db.kysely)
  await sql`insert into feed_entry (kind, node_id, action, revision) values ('Outlet', 1, 'CREATED', 1)`.execute(
    db.kysely,
  )
  assert.deepEqual(await end, { code: 'INTERNAL_SERVER_ERROR' })
  assert.match(String(errors[0]), /column .* does not exist/)
  await sql`alter table outlet rename column title to name`.execute(db.kysely)
  const later = await subscribe(named)
  await later.frame()
  assert.deepEqual(await idle.ending(), { code: 'INTERNAL_SERVER_ERROR' })
  const entry = later.entry()
  await makeOutlet(db, { name: 'Later' })
  assert.deepEqual((await entry).node, { name: 'Later' })
  assert.equal((await later.frame()).entry, null)
})

test('a thousand subscriptions that come and go leave nothing behind', async () => {
  const db = await openTestDatabase()
  const { subscribe, subscriptions } = await openTestFeed(db)
  const round = async () => {
    const reader = await subscribe(ENTRIES)
    await reader.frame()
    const waiting = reader.subscription.next()
    reader.subscription.return()
    assert.equal(await waiting, null)
  }
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const heap = () => {
    collect()
    return process.memoryUsage().heapUsed
  }
  for (let nth = 0; nth < 1_000; nth++) await round()
  const before = heap()
  for (let nth = 0; nth < 1_000; nth++) await round()
  assert.equal(subscriptions.active, 0)
  const grown = heap() - before
  // A subscription that stayed would have some kilobytes.
  assert.ok(grown < 1_000_000, `${grown} bytes`)
})
