import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import pino from 'pino'
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
const lines: string[] = []
const log = pino({}, { write: (line: string) => lines.push(line) })
const webhooks = openWebhooks({ database, subscriptions, reach: 'any', log })

test('what cannot be read is tried again ever later, told the log once and shown, and sent when it can be read', async () => {
  const receiver = await openReceiver()
  const selection = 'subscription { outlets { node { name } } }'
  const id = await makeWebhook(database, { url: receiver.url, selection })
  await sql`alter table outlet rename column name to title`.execute(database.kysely)
  await sql`insert into feed_entry (kind, node_id, action, revision) values ('Outlet', 1, 'CREATED', 1)`.execute(
    database.kysely,
  )
  await until('three failures', async () => (await findWebhook(database, id)).attempts === 3)
  const failed = await findWebhook(database, id)
  const waits = Date.parse(failed.next_attempt_at ?? '') - Date.parse(failed.last_failure_at ?? '')
  assert.ok(waits >= 2_000 && waits <= 4_000, `${waits}`)
  const failure = 'It cannot be read: INTERNAL_SERVER_ERROR'
  assert.deepEqual([failed.state, failed.last_failure], ['ACTIVE', failure])
  assert.equal(lines.filter((line) => line.includes(failure)).length, 1)
  await sql`alter table outlet rename column title to name`.execute(database.kysely)
  await makeOutlet(database)
  await until('it to arrive', async () => (await findWebhook(database, id)).last_success_at !== null)
  assert.equal((await findWebhook(database, id)).attempts, 0)
})

test('the end of the process is no failure of a webhook', async () => {
  const receiver = await openReceiver()
  const id = await makeWebhook(database, { url: receiver.url })
  await makeOutlet(database)
  await until('it to arrive', async () => (await findWebhook(database, id)).last_success_at !== null)
  subscriptions.close()
  await webhooks.close()
  const { attempts, next_attempt_at: next } = await findWebhook(database, id)
  assert.deepEqual([attempts, next], [0, null])
})
