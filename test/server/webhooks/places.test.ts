import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import pino from 'pino'
import { trimFeed } from '../../../db/feed/retention.ts'
import { inTransaction } from '../../../db/writes/transaction.ts'
import { updateWebhook } from '../../../db/writes/webhook.ts'
import { openWebhooks } from '../../../server/webhooks.ts'
import { openTestDatabase } from '../../support/database.ts'
import { openTestFeed } from '../../support/feed.ts'
import { makeOutlet, makePlace } from '../../support/make.ts'
import { openReceiver } from '../../support/receiver.ts'
import { until } from '../../support/until.ts'
import { findWebhook, makeWebhook } from '../../support/webhooks.ts'

// Closed before the database that it uses.
test.after(() => webhooks.close())
const database = await openTestDatabase()
const { subscriptions } = await openTestFeed(database, { heartbeatMs: 120 })
const webhooks = openWebhooks({ database, subscriptions, reach: 'any', log: pino({ level: 'silent' }) })

const PLACES = 'subscription { places { entry { action } node { slug } } }'

const change = (id: string, to: Parameters<typeof updateWebhook>[2]) =>
  inTransaction(database.kysely, (trx) => updateWebhook(trx, id, to))

async function findLatestCursor(): Promise<string | undefined> {
  const { rows } = await sql<{ cursor: string }>`select feed_cursor(seq) as cursor from feed_head`.execute(
    database.kysely,
  )
  return rows[0]?.cursor
}

test('what does not match is not sent, and the place moves on all the same', async () => {
  const receiver = await openReceiver()
  const id = await makeWebhook(database, { url: receiver.url, selection: PLACES })
  await makeOutlet(database)
  const behind = await findLatestCursor()
  await until('the place to move', async () => (await findWebhook(database, id)).cursor === behind)
  assert.equal(receiver.received.length, 0)
  const { slug } = await makePlace(database)
  await until('a message', () => receiver.received.length === 1)
  assert.deepEqual(JSON.parse(receiver.received[0]?.body ?? ''), {
    data: { places: { entry: { action: 'CREATED' }, node: { slug } } },
  })
})

test('a place whose entries are trimmed stops the webhook, with its code, and nothing is passed over', async () => {
  const receiver = await openReceiver()
  const id = await makeWebhook(database, { url: receiver.url })
  await change(id, { state: 'PAUSED' })
  const { cursor } = await findWebhook(database, id)
  for (let nth = 0; nth < 3; nth++) await makeOutlet(database)
  await trimFeed(database, { days: 1, entries: 1 })
  await change(id, { state: 'ACTIVE' })
  await until('it to be stopped', async () => (await findWebhook(database, id)).state === 'DISABLED')
  const stopped = await findWebhook(database, id)
  assert.match(stopped.reason ?? '', /^CURSOR_EXPIRED: /)
  assert.deepEqual([stopped.cursor, receiver.received.length], [cursor, 0])
  // From where the feed begins now it can be taken up again.
  await change(id, { state: 'ACTIVE', cursor: 'HEAD' })
  await makeOutlet(database, { slug: 'after-the-gap' })
  await until('a message', () => receiver.received.length === 1)
  assert.equal(JSON.parse(receiver.received[0]?.body ?? '').data.entries.entry.node.slug, 'after-the-gap')
})

test('another epoch stops a webhook that waits, with its code', async () => {
  const receiver = await openReceiver()
  const id = await makeWebhook(database, { url: receiver.url })
  await makeOutlet(database)
  await until('a message', () => receiver.received.length === 1)
  await sql`update feed_head set epoch = gen_random_uuid()`.execute(database.kysely)
  await makeOutlet(database)
  await until('it to be stopped', async () => (await findWebhook(database, id)).state === 'DISABLED')
  assert.match((await findWebhook(database, id)).reason ?? '', /^EPOCH_CHANGED: /)
  assert.equal(receiver.received.length, 1)
})
