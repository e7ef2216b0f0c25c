import assert from 'node:assert/strict'
import test from 'node:test'
import type { Database } from '../../db/database.ts'
import type { OutletRecord } from '../../db/records.ts'
import { saveRecords } from '../../db/writes/save.ts'
import { openTestService } from '../support/serve.ts'
import { openStream, type StreamEvent } from '../support/stream.ts'

const ENTRIES = `subscription Entries($after: Cursor, $filter: EntryFilter) {
  entries(after: $after, filter: $filter) { cursor kind action revision node { id slug ... on Outlet { name } } }
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

const entryOf = (event: StreamEvent | undefined) => event?.data.data.entries

test('a subscriber is sent each new entry once, in the order of the commits, with its record', async () => {
  const stream = await openStream(service.url, ENTRIES)
  await saveOutlets(service.database, { slug: 'a', name: 'A' }, { slug: 'b', name: 'B' })
  await saveOutlets(service.database, { slug: 'a', name: 'A, renamed' })
  const entries = [await stream.next(), await stream.next(), await stream.next()].map(entryOf)
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
  const { cursor } = entryOf(await stream.next())
  stream.close()
  await saveOutlets(service.database, { slug: 'd', name: 'D' })
  const resumed = await openStream(service.url, ENTRIES, { after: cursor })
  assert.equal(entryOf(await resumed.next()).node.slug, 'd')
  resumed.close()
})

test('a filter holds back the entries that do not match', async () => {
  const stream = await openStream(service.url, ENTRIES, { filter: { action: ['REVISED'] } })
  await saveOutlets(service.database, { slug: 'e', name: 'E' })
  await saveOutlets(service.database, { slug: 'e', name: 'E, renamed' })
  assert.equal(entryOf(await stream.next()).action, 'REVISED')
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
  assert.equal(entryOf(await stream.next()).node.slug, 'f')
  const head = await service.database.kysely.selectFrom('feed_head').select('seq').executeTakeFirstOrThrow()
  assert.equal(BigInt(head.seq), BigInt(before.seq) + 1n)
  stream.close()
})

test('a forged cursor, and one of another feed, are refused with their codes', async () => {
  const codeOf = async (after: string) => {
    const stream = await openStream(service.url, ENTRIES, { after })
    const { errors } = (await stream.next())?.data ?? {}
    stream.close()
    return errors[0].extensions.code
  }
  assert.equal(await codeOf('bm90IGEgY3Vyc29y'), 'INVALID_CURSOR')
  const other = Buffer.from('f1.00000000-0000-0000-0000-000000000000.1').toString('base64url')
  assert.equal(await codeOf(other), 'EPOCH_CHANGED')
})

test('closing the service ends the streams', async () => {
  const stream = await openStream(service.url, ENTRIES)
  await service.close()
  assert.equal((await stream.next())?.event, 'complete')
})
