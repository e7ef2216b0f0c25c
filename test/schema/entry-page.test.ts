import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { trimFeed } from '../../db/feed/retention.ts'
import { openTestDatabase } from '../support/database.ts'
import { openTestFeed } from '../support/feed.ts'
import { makeAll, makeOutlet, makePlace } from '../support/make.ts'
import { ask, askCounted, refusal } from '../support/send.ts'

const db = await openTestDatabase()
await makeAll(
  db,
  'Outlet',
  Array.from({ length: 25 }, () => ({})),
)

interface Page {
  cursor: string
  hasMore: boolean
  entries: { cursor: string; nodeId: string; kind: string }[]
}

const ENTRIES = `query ($after: Cursor, $first: Int, $filter: EntryFilter) {
  entries(after: $after, first: $first, filter: $filter) { cursor hasMore entries { cursor nodeId kind } } }`

const page = async (variables: Record<string, unknown> = {}): Promise<Page> =>
  (await ask<{ entries: Page }>(db, ENTRIES, variables)).entries

test('a poller that goes on after each cursor is given every entry once, in order, by one statement a page', async () => {
  const ids: string[] = []
  let after: string | null = null
  for (let more = true; more; ) {
    const asked: { data: { entries: Page }; statements: string[] } = await askCounted(db, ENTRIES, {
      after,
      first: 7,
    })
    const { entries } = asked.data
    assert.equal(asked.statements.length, 1)
    ids.push(...entries.entries.map(({ nodeId }) => nodeId))
    if (entries.entries.length > 0) assert.equal(entries.cursor, entries.entries.at(-1)?.cursor)
    after = entries.cursor
    more = entries.hasMore
  }
  assert.deepEqual(
    ids,
    Array.from({ length: 25 }, (_, at) => `Outlet:${at + 1}`),
  )
  const end = await page({ after })
  assert.deepEqual(end, { cursor: after, hasMore: false, entries: [] })
  const made = await makeOutlet(db)
  assert.deepEqual(
    (await page({ after })).entries.map(({ nodeId }) => nodeId),
    [made.id],
  )
})

test('a page has 20 entries unless asked otherwise, 100 at most, and may have none', async () => {
  assert.equal((await page()).entries.length, 20)
  assert.equal((await page({ first: 100 })).entries.length, 26)
  const none = await page({ first: 0 })
  assert.deepEqual([none.entries, none.hasMore], [[], true])
  for (const first of [101, -1]) {
    assert.deepEqual(await refusal(db, ENTRIES, { first }), {
      code: 'BAD_USER_INPUT',
      argument: 'entries.first',
      message: 'entries.first is a number from 0 to 100',
    })
  }
})

test('a filter leaves entries out, and the cursor passes over them', async () => {
  const place = await makePlace(db)
  const found = await page({ filter: { kind: ['Place'] } })
  assert.deepEqual(
    found.entries.map(({ nodeId }) => nodeId),
    [place.id],
  )
  assert.equal(found.hasMore, false)
  const { entries } = await ask<{ entries: Page }>(
    db,
    '{ entries(first: 1, filter: { not: { kind: [Outlet] } }) { cursor hasMore entries { nodeId } } }',
  )
  assert.equal(entries.entries.length, 1)
  assert.equal((await page({ filter: { kind: ['Event'] } })).cursor, found.cursor)
})

test('the cursors of a page, a subscription, a list and a mutation are of one kind', async () => {
  const { subscribe } = await openTestFeed(db)
  const before = await page({ first: 5 })
  const reader = await subscribe(
    'subscription ($after: Cursor) { entries(after: $after) { cursor entry { nodeId } } }',
    {
      after: before.cursor,
    },
  )
  assert.equal((await reader.entry()).entry.nodeId, 'Outlet:6')
  const { outlets } = await ask<{ outlets: { feedCursor: string } }>(
    db,
    '{ outlets(first: 1) { feedCursor } }',
  )
  assert.deepEqual((await page({ after: outlets.feedCursor })).entries, [])
})

test('a page looks at ten thousand entries, and says that there is more', async () => {
  const { cursor: start } = await page({ first: 100 })
  await sql`insert into feed_entry (kind, node_id, action, revision)
    select 'Outlet', 1, 'REVISED', n from generate_series(2, 10_001) n`.execute(db.kysely)
  const place = await makePlace(db)
  const filter = { kind: ['Place'] }
  const first = await page({ after: start, filter })
  assert.deepEqual([first.entries, first.hasMore], [[], true])
  const second = await page({ after: first.cursor, filter })
  assert.deepEqual([second.entries.map(({ nodeId }) => nodeId), second.hasMore], [[place.id], false])
})

test('what is no cursor, and what has expired or is of another epoch, is refused with its code', async () => {
  const { cursor } = await page({ first: 3 })
  assert.partialDeepStrictEqual(await refusal(db, ENTRIES, { after: 'nonsense' }), {
    code: 'INVALID_CURSOR',
    argument: 'entries.after',
  })
  await trimFeed(db, { days: 7, entries: 5 })
  assert.equal((await refusal(db, ENTRIES, { after: cursor })).code, 'CURSOR_EXPIRED')
  const kept = await page()
  assert.equal(kept.entries.length, 5)
  await sql`update feed_head set epoch = gen_random_uuid()`.execute(db.kysely)
  assert.equal((await refusal(db, ENTRIES, { after: kept.cursor })).code, 'EPOCH_CHANGED')
})
