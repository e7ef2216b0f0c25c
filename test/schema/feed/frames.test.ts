import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { Frame } from '../../../schema/feed/subscriptions.ts'
import { openTestDatabase } from '../../support/database.ts'
import { openTestFeed } from '../../support/feed.ts'
import { makeAll, makeArticle, makeOutlet, makeParty, makePlace } from '../../support/make.ts'
import { ask } from '../../support/send.ts'
import { until } from '../../support/until.ts'

const ENTRIES = `subscription Entries($after: Cursor, $filter: EntryFilter) {
  entries(after: $after, filter: $filter) { cursor previousCursor entry { kind nodeId } } }`

const READER = { keyId: 'a', name: 'a', role: 'READER' } as const
const EDITOR = { keyId: 'b', name: 'b', role: 'EDITOR' } as const

test('each frame tells the one before it, the first where it was told to begin', async () => {
  const db = await openTestDatabase()
  const { subscribe, feed } = await openTestFeed(db)
  const reader = await subscribe(ENTRIES)
  const start = await reader.frame()
  assert.deepEqual(start, { cursor: feed.head.cursor, previousCursor: feed.head.cursor, entry: null })
  await makeAll(db, 'Outlet', [{}, {}, {}])
  let { cursor } = start
  for (let nth = 0; nth < 3; nth++) {
    const frame = await reader.frame()
    assert.equal(frame.previousCursor, cursor)
    cursor = frame.cursor
  }
  const resumed = await subscribe(ENTRIES, { after: start.cursor })
  assert.deepEqual(await resumed.frame(), start)
  assert.equal((await resumed.frame()).previousCursor, start.cursor)
})

test('a frame is written as it is asked for: by alias, through fragments and directives, in the order of the document', async () => {
  const db = await openTestDatabase()
  const { subscribe } = await openTestFeed(db)
  const reader = await subscribe(
    `subscription ($no: Boolean!) { made: outlets {
    ...On what: entry { do: action __typename } again: entry { nodeId } here: cursor before: previousCursor before2: previousCursor
    gone: node @include(if: $no) { slug } node { __typename slug ... on Node { id } } } }
    fragment On on FeedFrame { type: __typename cursor }`,
    { no: false },
  )
  const { cursor } = await reader.frame()
  const { id, slug } = await makeOutlet(db)
  const { data } = await reader.result()
  const { made } = data
  assert.deepEqual(Object.keys(made), [
    'type',
    'cursor',
    'what',
    'again',
    'here',
    'before',
    'before2',
    'node',
  ])
  assert.deepEqual(made, {
    type: 'OutletFrame',
    cursor: made.here,
    what: { do: 'CREATED', __typename: 'Entry' },
    again: { nodeId: id },
    here: made.cursor,
    before: cursor,
    before2: cursor,
    node: { __typename: 'Outlet', slug, id },
  })
})

test('subscribers of one document, one set of variables and one role are given the very same frames by one statement', async () => {
  const db = await openTestDatabase()
  const { subscribe, feed } = await openTestFeed(db)
  const start = feed.head.cursor
  await makeOutlet(db)
  await until('it', () => feed.head.seq === 1)
  const same = await Promise.all([
    subscribe(ENTRIES),
    subscribe(ENTRIES, { after: feed.head.cursor }),
    subscribe(ENTRIES, { filter: null }),
    subscribe(ENTRIES, { filter: null, after: feed.head.cursor }),
  ])
  const others = await Promise.all([
    subscribe(ENTRIES, { filter: { kind: ['Outlet'] } }),
    subscribe(ENTRIES, {}, READER),
    subscribe(ENTRIES, {}, EDITOR),
    subscribe(ENTRIES.replace('kind nodeId', 'kind')),
  ])
  const replay = await subscribe(ENTRIES, { after: start })
  for (const reader of [...same, ...others, replay]) await reader.frame()
  await replay.entry()
  db.reads.length = 0
  const waiting = [...same, replay].map(({ subscription }) => subscription.next())
  const elsewhere = others.map(({ subscription }) => subscription.next())
  await makeOutlet(db)
  const [first, second, third, fourth, replayed] = await Promise.all(waiting)
  assert.ok(first && first === second)
  assert.ok(third === fourth)
  assert.equal(replayed, first)
  const frames = await Promise.all(elsewhere)
  for (const [at, one] of frames.entries()) {
    for (const other of [first, ...frames.slice(0, at)]) assert.notEqual(one, other)
  }
  // One of those without variables, one of those with null, and one each of the others.
  assert.equal(db.reads.length, 2 + others.length)
})

test('one who joins is told its own place once, and shares all that follows', async () => {
  const db = await openTestDatabase()
  const { subscribe, feed } = await openTestFeed(db)
  const filter = { kind: ['Party'] }
  const early = await subscribe(ENTRIES, { filter })
  await early.frame()
  const nextOfEarly = early.subscription.next()
  await makeOutlet(db)
  await until('it', () => feed.head.seq === 1)
  const late = await subscribe(ENTRIES, { filter })
  assert.equal((await late.frame()).cursor, feed.head.cursor)
  const nextOfLate = late.subscription.next()
  await makeAll(db, 'Party', [{}, {}])
  const [one = [], other = []] = await Promise.all([nextOfEarly, nextOfLate])
  assert.equal(one?.length, 2)
  assert.notEqual(one?.[0], other?.[0])
  assert.equal(one?.[1], other?.[1])
})

test('entries of other kinds cost a noun no statement', async () => {
  const db = await openTestDatabase()
  const { subscribe } = await openTestFeed(db)
  const reader = await subscribe('subscription { parties { entry { kind } } }')
  await reader.frame()
  db.reads.length = 0
  const next = reader.subscription.next()
  for (let nth = 0; nth < 5; nth++) await makeOutlet(db)
  await makeParty(db)
  assert.equal((await next)?.length, 1)
  assert.equal(db.reads.length, 1)
})

test('who waits is told of progress, with the place that was passed over', async () => {
  const db = await openTestDatabase()
  const { subscribe, feed } = await openTestFeed(db, { heartbeatMs: 120 })
  const reader = await subscribe(ENTRIES, { filter: { kind: ['Place'] } })
  const start = await reader.frame()
  const silent = await reader.frame()
  assert.deepEqual(silent, { cursor: start.cursor, previousCursor: start.cursor, entry: null })
  await makeAll(db, 'Outlet', [{}, {}])
  await until('both', () => feed.head.seq === 2)
  const { cursor } = feed.head
  for (;;) {
    const frame = await reader.frame()
    if (frame.cursor === start.cursor) continue
    assert.deepEqual(frame, { cursor, previousCursor: start.cursor, entry: null })
    break
  }
  await makePlace(db)
  assert.equal((await reader.entry()).previousCursor, cursor)
})

test('a thousand entries at once are read in stretches, whole and in order, also where few match', async () => {
  const db = await openTestDatabase()
  const { subscribe, feed } = await openTestFeed(db)
  const { cursor: after } = feed.head
  await makeAll(
    db,
    'Outlet',
    Array.from({ length: 1_000 }, () => ({})),
  )
  const place = await makePlace(db)
  await until('all', () => feed.head.seq === 1_001)
  const all = await subscribe(ENTRIES, { after })
  for (let nth = 1; nth <= 1_000; nth++) assert.equal((await all.entry()).entry.nodeId, `Outlet:${nth}`)
  assert.equal((await all.entry()).entry.nodeId, place.id)
  const few = await subscribe(ENTRIES, { after, filter: { kind: ['Place'] } })
  assert.equal((await few.entry()).entry.nodeId, place.id)
})

test('a subscriber that falls behind what is kept reads on alone, and joins the others again', async () => {
  const db = await openTestDatabase()
  const { subscribe } = await openTestFeed(db, { keptCharacters: 4_000 })
  const [quick, slow] = [await subscribe(ENTRIES), await subscribe(ENTRIES)]
  for (const reader of [quick, slow]) await reader.frame()
  const ids: string[] = []
  for (let nth = 0; nth < 40; nth++) {
    await makeOutlet(db)
    ids.push((await quick.entry()).entry.nodeId)
  }
  for (const id of ids) assert.equal((await slow.entry()).entry.nodeId, id)
  const next = [quick, slow].map(({ subscription }) => subscription.next())
  await makeOutlet(db)
  const [one, other] = await Promise.all(next)
  assert.equal(one, other)
})

test('what PostgreSQL cannot write the executor answers, with its errors, in the same frames', async () => {
  const db = await openTestDatabase()
  const { subscribe, errors } = await openTestFeed(db)
  await sql`alter table place drop constraint place_coordinates_together`.execute(db.kysely)
  const source =
    'subscription { places { cursor previousCursor entry { action } node { slug coordinates { latitude longitude } } } }'
  const reader = await subscribe(source)
  const start = await reader.frame()
  const place = await makePlace(db, { latitude: 1, longitude: 2 })
  assert.deepEqual((await reader.frame()).node.coordinates, { latitude: 1, longitude: 2 })
  await sql`update place set longitude = null where slug = ${place.slug}`.execute(db.kysely)
  const again = await subscribe(
    source.replace('{ places', '{ places(after: "AFTER")').replace('AFTER', start.cursor),
  )
  await again.frame()
  const { data, errors: told } = await again.result()
  const query = `{ place(by: { slug: "${place.slug}" }) { slug coordinates { latitude longitude } } }`
  const { place: node } = (await ask<{ place: unknown }>(db, query).catch(() => ({ place: null }))) ?? {}
  assert.equal(node, null)
  assert.deepEqual(data.places.node, { slug: place.slug, coordinates: null })
  assert.equal(data.places.previousCursor, start.cursor)
  assert.deepEqual(told[0].path, ['places', 'node', 'coordinates', 'longitude'])
  assert.deepEqual(errors, [])
})

test('a null variable where null is no value is the executor’s, and frames are the same', async () => {
  const db = await openTestDatabase()
  const { subscribe } = await openTestFeed(db)
  const source = `subscription ($w: Inclusion = EXCLUDE) {
    articles { cursor previousCursor entry { action } node { slug claims(withdrawn: $w) { totalCount } } } }`
  const [bad, good] = [await subscribe(source, { w: null }), await subscribe(source)]
  for (const reader of [bad, good]) await reader.frame()
  const { slug } = await makeArticle(db)
  const [refused, whole] = [await bad.result(), await good.result()]
  assert.deepEqual(whole.data.articles.node, { slug, claims: { totalCount: 0 } })
  assert.deepEqual(refused.data.articles, { ...whole.data.articles, node: null })
  assert.deepEqual(refused.errors[0].path, ['articles', 'node', 'claims'])
})

test('frames given to many are one text: what differs is nowhere else', async () => {
  const db = await openTestDatabase()
  const { subscribe } = await openTestFeed(db)
  const reader = await subscribe('subscription { entries { entry { kind } } }')
  const other = await subscribe('subscription { entries { entry { kind } } }')
  const take = async () => {
    const frames: (readonly Frame[] | null)[] = []
    for (const { subscription } of [reader, other]) frames.push(await subscription.next())
    return frames
  }
  await take()
  await makeOutlet(db)
  const [one, two] = await take()
  assert.equal(one, two)
  assert.equal(one?.[0]?.text, '{"data":{"entries":{"entry":{"kind":"Outlet"}}}}')
})
