import { test } from 'node:test'
import pino from 'pino'
import { openWebhooks } from '../../../server/webhooks.ts'
import { openTestDatabase } from '../../support/database.ts'
import { openTestFeed } from '../../support/feed.ts'
import { makeOutlet } from '../../support/make.ts'
import { openReceiver } from '../../support/receiver.ts'
import { until } from '../../support/until.ts'
import { makeWebhook } from '../../support/webhooks.ts'

// Closed before the database that they use.
test.after(() => Promise.all(processes.map((one) => one.close())))
const database = await openTestDatabase()
const { subscriptions } = await openTestFeed(database)
const log = pino({ level: 'silent' })
const processes = Array.from({ length: 2 }, () =>
  openWebhooks({ database, subscriptions, reach: 'any', log, maxHeld: 1 }),
)

test('where there are more webhooks than processes send for at a time, each has its turn, again and again', async () => {
  const receivers = await Promise.all(Array.from({ length: 4 }, () => openReceiver()))
  for (const { url } of receivers) await makeWebhook(database, { url })
  for (const messages of [1, 2]) {
    await makeOutlet(database)
    await until('each to be sent it', () => receivers.every(({ received }) => received.length === messages))
  }
})
