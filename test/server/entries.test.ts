import assert from 'node:assert/strict'
import test from 'node:test'
import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { OutletRecord } from '../../db/records.ts'
import { saveRecords } from '../../db/writes/save.ts'
import { openTestService } from '../support/serve.ts'
import { openStream, type StreamEvent } from '../support/stream.ts'

const ENTRIES = `subscription Entries($after: Cursor, $filter: EntryFilter) {
  entries(after: $after, filter: $filter) {
    cursor previousCursor entry { kind action revision node { id slug ... on Outlet { name } } }
  }
}`

const service = await openTestService()

const saveOutlets = ({ kysely }: Database, ...outlets: Omit<OutletRecord, 'record'>[]) =>
  kysely.transaction().execute((trx) =>
    saveRecords(
      trx,
      'Outlet',
      outlets.map((outlet) => ({ record: 'Outlet' as const, ...outlet })),
      'test',
    ),
  )

const frameOf = (event: StreamEvent | undefined) => event?.data.data.entries

test('a subscriber is sent each new entry once, in the order of the commits, with its record', async () => {
  const stream = await openStream(service.url, ENTRIES)
  await saveOutlets(service.database, { slug: 'a', name: 'A' }, { slug: 'b', name: 'B' })
  await saveOutlets(service.database, { slug: 'a', name: 'A, renamed' })
  const frames = [await stream.next(), await stream.next(), await stream.next(), await stream.next()].map(
    frameOf,
  )
  assert.deepEqual([frames[0].entry, frames[0].previousCursor], [null, frames[0].cursor])
  for (const at of [1, 2, 3]) assert.equal(frames[at].previousCursor, frames[at - 1].cursor)
  const entries = frames.slice(1).map(({ entry }) => entry)
  assert.deepEqual(
    entries.map(({ kind, action, revision }) => [kind, action, revision]),
    [
      ['Outlet', 'CREATED', 1],
      ['Outlet', 'CREATED', 1],
      ['Outlet', 'REVISED', 2],
    ],
  )
  assert.deepEqual(entries[2].node, { ...entries[0].node, name: 'A, renamed' })
  stream.close()
})

test('a subscriber after a cursor is sent what followed it, though it was away', async () => {
  const stream = await openStream(service.url, ENTRIES)
  await saveOutlets(service.database, { slug: 'c', name: 'C' })
  const { cursor } = await stream.nextEntry()
  stream.close()
  await saveOutlets(service.database, { slug: 'd', name: 'D' })
  const resumed = await openStream(service.url, ENTRIES, { after: cursor })
  assert.deepEqual(frameOf(await resumed.next()), { cursor, previousCursor: cursor, entry: null })
  const next = await resumed.nextEntry()
  assert.deepEqual([next.entry.node.slug, next.previousCursor], ['d', cursor])
  resumed.close()
})

test('a filter holds back the entries that do not match', async () => {
  const stream = await openStream(service.url, ENTRIES, { filter: { action: ['REVISED'] } })
  await saveOutlets(service.database, { slug: 'e', name: 'E' })
  await saveOutlets(service.database, { slug: 'e', name: 'E, renamed' })
  assert.equal((await stream.nextEntry()).entry.action, 'REVISED')
  stream.close()
})

test('a transaction that is rolled back reaches nobody and takes no number', async () => {
  const stream = await openStream(service.url, ENTRIES)
  const before = await service.database.kysely.selectFrom('feed_head').select('seq').executeTakeFirstOrThrow()
  await assert.rejects(
    service.database.kysely.transaction().execute(async (trx) => {
      await saveRecords(trx, 'Outlet', [{ record: 'Outlet', slug: 'never', name: 'Never' }], 'test')
      throw new Error('rolled back')
    }),
  )
  await saveOutlets(service.database, { slug: 'f', name: 'F' })
  assert.equal((await stream.nextEntry()).entry.node.slug, 'f')
  const head = await service.database.kysely.selectFrom('feed_head').select('seq').executeTakeFirstOrThrow()
  assert.equal(BigInt(head.seq), BigInt(before.seq) + 1n)
  stream.close()
})

test('what is no cursor of this feed, and one of another epoch, are refused with their codes', async () => {
  const codeOf = async (after: string) => {
    const stream = await openStream(service.url, ENTRIES, { after })
    const { errors } = (await stream.next())?.data ?? {}
    stream.close()
    return errors[0].extensions
  }
  const invalid = { code: 'INVALID_CURSOR', argument: 'entries.after' }
  assert.deepEqual(await codeOf('bm90IGEgY3Vyc29y'), invalid)
  assert.deepEqual(await codeOf('\0'.repeat(64)), invalid)
  const stream = await openStream(service.url, ENTRIES)
  const { cursor } = frameOf(await stream.next())
  stream.close()
  await sql`update feed_head set epoch = gen_random_uuid()`.execute(service.database.kysely)
  assert.deepEqual(await codeOf(cursor), { code: 'EPOCH_CHANGED', argument: 'entries.after' })
})

test('closing the service ends the streams, which are told to come back', async () => {
  const stream = await openStream(service.url, ENTRIES)
  await stream.next()
  await service.close()
  assert.equal((await stream.next())?.data.errors[0].extensions.code, 'GOING_AWAY')
  assert.equal((await stream.next())?.event, 'complete')
})
