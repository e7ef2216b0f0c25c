import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { listDeliveries } from '../../../db/queries/webhook.ts'
import { openWebhooks } from '../../../server/webhooks.ts'
import { openTestDatabase } from '../../support/database.ts'
import { openTestFeed } from '../../support/feed.ts'
import { makeOutlet } from '../../support/make.ts'
import { openReceiver } from '../../support/receiver.ts'
import { until } from '../../support/until.ts'
import { makeWebhook } from '../../support/webhooks.ts'

const TIMEOUT_MS = 1_500

// Closed before the database that they use.
test.after(() => Promise.all(senders.map((sender) => sender.close())))
const database = await openTestDatabase()
const { subscriptions } = await openTestFeed(database)
const open = () =>
  openWebhooks({
    database,
    subscriptions,
    reach: 'any',
    log: pino({ level: 'silent' }),
    timeoutMs: TIMEOUT_MS,
  })
const senders = [open(), open()]

test('nothing is lost nor out of order by a receiver that answers badly, closes, or never answers', async () => {
  const receiver = await openReceiver()
  receiver.replies.push(204, 500, 'CLOSE', 'NEVER', 204, 'CLOSE', 302, 204)
  const id = await makeWebhook(database, { url: receiver.url })
  const slugs = Array.from({ length: 5 }, (_, nth) => `rough-${nth}`)
  for (const slug of slugs) await makeOutlet(database, { slug })
  await until('all to be noted', async () => {
    const noted = await listDeliveries(database.kysely, id)
    return noted.filter(({ failure }) => failure === null).length === slugs.length
  })
  const arrived = receiver.received.map(({ body }) => JSON.parse(body).data.entries.entry.node.slug)
  assert.deepEqual(arrived, [
    'rough-0',
    ...Array(4).fill('rough-1'),
    ...Array(3).fill('rough-2'),
    'rough-3',
    'rough-4',
  ])
  // The same message is the same, byte for byte, at each attempt.
  const bodies = Map.groupBy(receiver.received, (message) => message.id)
  assert.equal(bodies.size, slugs.length)
  for (const same of bodies.values()) assert.equal(new Set(same.map(({ body }) => body)).size, 1)
  assert.equal(receiver.atOnce, 1)
  const failures = (await listDeliveries(database.kysely, id)).reverse().map(({ failure }) => failure)
  assert.deepEqual(failures, [
    null,
    'It answered 500',
    'No connection: ECONNRESET',
    `No answer within ${TIMEOUT_MS} ms`,
    null,
    'No connection: ECONNRESET',
    'It answered 302',
    null,
    null,
    null,
  ])
})
