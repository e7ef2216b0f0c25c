import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { openDatabase } from '../../db/open.ts'
import { saveRecords } from '../../db/writes/save.ts'
import { openTestDatabase } from '../support/database.ts'
import { openTestFeed, type TestFeed } from '../support/feed.ts'
import { findFaults } from '../support/history/check.ts'
import type { Reading } from '../support/history/history.ts'
import { startWriters, type WriteOne } from '../support/history/writers.ts'
import { createDice, type Dice } from '../support/random.ts'
import { until } from '../support/until.ts'

const WRITERS = 12
const READERS = 6
const WRITES = 600

const ENTRIES = `subscription ($after: Cursor) {
  entries(after: $after) { cursor previousCursor entry { kind node { slug } } }
}`

/** Some transactions are slow, some are rolled back after they have written. */
const writeOutlet: WriteOne = async ({ kysely }, value, dice) => {
  const rollsBack = dice.chance(0.1)
  const done = kysely.transaction().execute(async (trx) => {
    await saveRecords(trx, 'Outlet', [{ record: 'Outlet', slug: value, name: value }], 'test')
    if (dice.chance(0.2)) await wait(dice.below(8))
    if (rollsBack) throw new RolledBack()
  })
  return done.then(
    () => 'DONE' as const,
    (error: unknown) => {
      if (error instanceof RolledBack) return 'FAILED' as const
      throw error
    },
  )
}

class RolledBack extends Error {}

/** Reads until there is an end, leaving and coming back by the last cursor as the dice fall. */
async function read(
  feeds: readonly TestFeed[],
  start: string,
  dice: Dice,
  reading: Reading,
  isOver: () => boolean,
) {
  const cursors = new Map<string, number>()
  let cursor = start
  let last = 0
  while (!isOver()) {
    const feed = feeds[dice.below(feeds.length)]
    if (!feed) return
    const reader = await feed.subscribe(ENTRIES, { after: cursor })
    for (let left = 1 + dice.below(200); left > 0 && !isOver(); left--) {
      const frame = await Promise.race([reader.frame(), wait(500, null)])
      if (frame === null) break
      assert.equal(frame.previousCursor, cursor)
      cursor = frame.cursor
      if (!frame.entry) continue
      cursors.set(cursor, ++last)
      reading.values = [...reading.values, { value: frame.entry.node.slug, place: last }]
      if (dice.chance(0.02)) await wait(dice.below(30))
    }
    reader.subscription.return()
  }
}

const HOW = [
  ['woken by notifications', {}],
  ['without notifications, by the poll', { pooled: true }],
] as const

for (const [how, options] of HOW) {
  test(`readers that leave and come back to any of three processes lose nothing, twice nothing, in one order: ${how}`, async () => {
    const database = await openTestDatabase()
    const pools: Database[] = Array.from({ length: 3 }, () => openDatabase(database.url, options))
    const feeds = await Promise.all(pools.map((pool) => openTestFeed(pool)))
    const start = feeds[0]?.feed.head.cursor ?? ''
    const readings: Reading[] = Array.from({ length: READERS }, (_, at) => ({ reader: `r${at}`, values: [] }))
    const pool = openDatabase(database.url, { connections: WRITERS + 4 })
    const writers = startWriters(
      pool,
      Array.from({ length: WRITERS }, (_, at) => createDice(at)),
      writeOutlet,
    )
    let expected = Number.POSITIVE_INFINITY
    const reading = readings.map((each, at) =>
      read(feeds, start, createDice(100 + at), each, () => each.values.length >= expected),
    )
    await until('enough writes', () => writers.done >= WRITES)
    const writes = await writers.stop()
    const { rows } = await sql<{ seq: string }>`select seq from feed_head`.execute(pool.kysely)
    expected = Number(rows[0]?.seq)
    await Promise.all(reading)
    assert.deepEqual(findFaults(writes, readings).slice(0, 5), [])
    assert.equal(writes.filter(({ outcome }) => outcome === 'DONE').length, expected)
    assert.deepEqual(
      feeds.flatMap(({ errors }) => errors),
      [],
    )
    for (const feed of feeds) await feed.close()
    for (const each of [pool, ...pools]) await each.close()
  })
}
