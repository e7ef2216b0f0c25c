import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import pino from 'pino'
import { listDeliveries } from '../../../db/queries/webhook.ts'
import { openWebhooks } from '../../../server/webhooks.ts'
import { openTestDatabase } from '../../support/database.ts'
import { openTestFeed } from '../../support/feed.ts'
import { makeOutlet } from '../../support/make.ts'
import { openReceiver } from '../../support/receiver.ts'
import { until } from '../../support/until.ts'
import { findWebhook, makeWebhook } from '../../support/webhooks.ts'

// Closed before the database that it uses.
test.after(() => webhooks.close())
const database = await openTestDatabase()
const { subscriptions } = await openTestFeed(database)
const webhooks = openWebhooks({ database, subscriptions, reach: 'any', log: pino({ level: 'silent' }) })

test('a receiver that was away has everything when it is back', async () => {
  const receiver = await openReceiver()
  await receiver.close()
  const id = await makeWebhook(database, { url: receiver.url })
  for (const slug of ['away-1', 'away-2']) await makeOutlet(database, { slug })
  await until('a failure', async () => (await findWebhook(database, id)).attempts > 0)
  const [noted] = await listDeliveries(database.kysely, id)
  assert.deepEqual([noted?.status, noted?.failure], [null, 'No connection: ECONNREFUSED'])
  const back = await openReceiver(Number(new URL(receiver.url).port))
  await until('both to arrive', () => back.received.length === 2)
  const slugs = back.received.map(({ body }) => JSON.parse(body).data.entries.entry.node.slug)
  assert.deepEqual(slugs, ['away-1', 'away-2'])
})

test('a receiver that asks for time is given it', async () => {
  const receiver = await openReceiver()
  receiver.replies.push({ status: 503, headers: { 'retry-after': '120' } })
  const id = await makeWebhook(database, { url: receiver.url })
  await makeOutlet(database)
  await until('a failure', async () => (await findWebhook(database, id)).attempts === 1)
  const { next_attempt_at: next } = await findWebhook(database, id)
  const waits = Date.parse(next ?? '') - Date.now()
  assert.ok(waits > 110_000 && waits <= 120_000, `${waits}`)
})

test('a webhook that is gone is sent nothing more, and says why', async () => {
  const receiver = await openReceiver()
  receiver.replies.push(410)
  const id = await makeWebhook(database, { url: receiver.url })
  await makeOutlet(database)
  await until('it to be disabled', async () => (await findWebhook(database, id)).state === 'DISABLED')
  assert.equal((await findWebhook(database, id)).reason, 'It answered 410: it is gone')
})

test('one that has failed for five days is disabled, and a day less is not', async () => {
  for (const [days, state] of [
    [4, 'ACTIVE'],
    [5, 'DISABLED'],
  ] as const) {
    const receiver = await openReceiver()
    receiver.replies.push({ status: 500, headers: { 'retry-after': '600' } })
    const id = await makeWebhook(database, { url: receiver.url })
    await sql`update webhook set attempts = 90, failing_since = now() - make_interval(days => ${days}) where id = ${id}`.execute(
      database.kysely,
    )
    await makeOutlet(database)
    await until('an attempt', async () => (await findWebhook(database, id)).attempts === 91)
    assert.equal((await findWebhook(database, id)).state, state)
  }
})
