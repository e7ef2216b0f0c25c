import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import pino from 'pino'
import { Webhook as Verifier } from 'standardwebhooks'
import { openFeed } from '../../../db/feed.ts'
import { listDeliveries } from '../../../db/queries/webhook.ts'
import { createSecret, printSecret } from '../../../db/values/webhook-secret.ts'
import type { NodeKind } from '../../../db/vocabulary.ts'
import { inTransaction } from '../../../db/writes/transaction.ts'
import { rotateWebhookSecret, updateWebhook } from '../../../db/writes/webhook.ts'
import { openSubscriptions } from '../../../schema/feed/subscriptions.ts'
import { openWebhooks } from '../../../server/webhooks.ts'
import { openTestDatabase } from '../../support/database.ts'
import { makeAll, makeOutlet } from '../../support/make.ts'
import { openReceiver, type Received } from '../../support/receiver.ts'
import { until } from '../../support/until.ts'
import { findWebhook, makeWebhook } from '../../support/webhooks.ts'

const log = pino({ level: 'silent' })

/** A process that sends, as far as the database can tell; closed after the file's tests. */
const open = (reach: 'any' | 'public' = 'any') => openWebhooks({ database, subscriptions, reach, log })

// Closed before the database that they use.
test.after(async () => {
  await Promise.all([first.close(), second.close()])
  subscriptions.close()
  await feed.close()
})
const database = await openTestDatabase()
const fail = (error: unknown) => {
  throw error
}
const feed = await openFeed(database, { onError: fail, onWarning: fail })
const subscriptions = openSubscriptions({ database, feed, onError: fail })
const [first, second] = [open(), open()]

const slugsOf = (received: readonly Received[]) =>
  received.map(({ body }) => JSON.parse(body).data.entries.entry.node?.slug)

/** One that is sent the changes of one noun alone. */
const filtered = (kind: NodeKind) => ({
  selection: `subscription ($kinds: [NodeKind!]) { entries(filter: { kind: $kinds }) { entry { action node { slug } } } }`,
  variables: { kinds: [kind] },
})

function onlyOf(received: readonly Received[]): Received {
  const [message, ...others] = received
  assert.ok(message && others.length === 0)
  return message
}

const makeOutlets = async (...slugs: string[]) => {
  for (const slug of slugs) await makeOutlet(database, { slug })
}

test('messages come in the order of the feed, each once, by two processes as by one', async () => {
  const receiver = await openReceiver()
  await makeWebhook(database, { url: receiver.url, ...filtered('Subject') })
  const slugs = Array.from({ length: 60 }, (_, nth) => `ordered-${nth}`)
  for (let at = 0; at < slugs.length; at += 20) {
    const records = slugs.slice(at, at + 20).map((slug) => ({ slug, scheme: 's', code: slug }))
    await makeAll(database, 'Subject', records)
  }
  await until('all to arrive', () => receiver.received.length >= slugs.length)
  assert.deepEqual(slugsOf(receiver.received), slugs)
  assert.equal(new Set(receiver.received.map(({ id }) => id)).size, slugs.length)
})

test('a message is the answer to the subscription, signed as Standard Webhooks has it', async () => {
  const receiver = await openReceiver()
  const secret = createSecret()
  await makeWebhook(database, { url: receiver.url, secret })
  const { id } = await makeOutlet(database, { slug: 'signed' })
  await until('it to arrive', () => receiver.received.length === 1)
  const { headers, body } = onlyOf(receiver.received)
  const { cursor, entry } = JSON.parse(body).data.entries
  assert.deepEqual(entry, { kind: 'Outlet', action: 'CREATED', node: { id, slug: 'signed' } })
  assert.equal(typeof cursor, 'string')
  assert.equal(headers['content-type'], 'application/json')
  assert.deepEqual(new Verifier(printSecret(secret)).verify(body, headers), JSON.parse(body))
  assert.throws(() => new Verifier(printSecret(createSecret())).verify(body, headers))
  assert.throws(() => new Verifier(printSecret(secret)).verify(`${body} `, headers))
})

for (const [what, reply, failure] of [
  ['is answered with 500', 500, 'It answered 500'],
  [
    'is answered with a redirect',
    { status: 307, headers: { location: 'http://127.0.0.1:1/' } },
    'It answered 307',
  ],
] as const) {
  test(`a message that ${what} is sent again, the same, before any other`, async () => {
    const receiver = await openReceiver()
    receiver.replies.push(reply, reply)
    const id = await makeWebhook(database, { url: receiver.url })
    await makeOutlets(`first-${failure}`.replaceAll(/\W/g, ''), `second-${failure}`.replaceAll(/\W/g, ''))
    await until('both to arrive', () => receiver.received.length === 4)
    const ids = receiver.received.map((message) => message.id)
    assert.equal(ids[0], ids[1])
    assert.equal(ids[1], ids[2])
    assert.notEqual(ids[2], ids[3])
    await until('it to be noted', async () => (await listDeliveries(database.kysely, id)).length === 4)
    const noted = (await listDeliveries(database.kysely, id)).reverse()
    assert.deepEqual(
      noted.map(({ attempt, failure: why }) => [attempt, why]),
      [
        [1, failure],
        [2, failure],
        [3, null],
        [1, null],
      ],
    )
    const { attempts, failing_since: failing, next_attempt_at: next } = await findWebhook(database, id)
    assert.deepEqual({ attempts, failing, next }, { attempts: 0, failing: null, next: null })
  })
}

test('a paused webhook is sent nothing, and goes on where it stood', async () => {
  const receiver = await openReceiver()
  const id = await makeWebhook(database, { url: receiver.url })
  await makeOutlets('before-pause')
  await until('one to arrive', async () => (await findWebhook(database, id)).last_success_at !== null)
  const change = (state: 'ACTIVE' | 'PAUSED') =>
    inTransaction(database.kysely, (trx) => updateWebhook(trx, id, { state }))
  await change('PAUSED')
  await makeOutlets('while-paused-1', 'while-paused-2')
  const witness = await openReceiver()
  await makeWebhook(database, { url: witness.url })
  await makeOutlets('witness')
  await until('another webhook to be sent it', () => witness.received.length > 0)
  assert.equal(receiver.received.length, 1)
  await change('ACTIVE')
  await until('all to arrive', () => receiver.received.length === 4)
  assert.deepEqual(slugsOf(receiver.received), [
    'before-pause',
    'while-paused-1',
    'while-paused-2',
    'witness',
  ])
})

test('a new address is sent to from the next message on', async () => {
  const [old, next] = [await openReceiver(), await openReceiver()]
  const id = await makeWebhook(database, { url: old.url })
  await makeOutlets('to-the-old')
  await until('one to arrive', async () => (await findWebhook(database, id)).last_success_at !== null)
  await inTransaction(database.kysely, (trx) => updateWebhook(trx, id, { url: next.url }))
  await makeOutlets('to-the-new')
  await until('the other to arrive', () => next.received.length === 1)
  assert.deepEqual([slugsOf(old.received), slugsOf(next.received)], [['to-the-old'], ['to-the-new']])
})

test('after a rotation both secrets sign, so that a receiver may change its own when it likes', async () => {
  const receiver = await openReceiver()
  const [old, fresh] = [createSecret(), createSecret()]
  const id = await makeWebhook(database, { url: receiver.url, secret: old })
  await inTransaction(database.kysely, (trx) => rotateWebhookSecret(trx, id, fresh, 24))
  await makeOutlets('rotated')
  await until('it to arrive', () => receiver.received.length === 1)
  const { headers, body } = onlyOf(receiver.received)
  for (const secret of [old, fresh]) {
    new Verifier(printSecret(secret)).verify(body, headers)
  }
})

for (const [what, given, reason] of [
  ['a place that the feed does not know', { cursor: 'nowhere' }, /^INVALID_CURSOR: /],
  [
    'a selection that the schema does not know any more',
    { selection: 'subscription { newspapers { id } }' },
    /^Its selection is refused: Cannot query field "newspapers"/,
  ],
] as const) {
  test(`${what} disables a webhook, with the reason`, async () => {
    const id = await makeWebhook(database, { url: 'http://127.0.0.1:1/', ...given })
    await until('it to be disabled', async () => (await findWebhook(database, id)).state === 'DISABLED')
    assert.match((await findWebhook(database, id)).reason ?? '', reason)
  })
}

test('what a process held that was killed is sent by another, beginning with what was not noted', async () => {
  const receiver = await openReceiver()
  const id = await makeWebhook(database, {
    url: receiver.url,
  })
  // As a killed process leaves it: held by nobody that is there, for some seconds more.
  await sql`update webhook set lease_holder = gen_random_uuid(), lease_until = now() + interval '3 seconds'
    where id = ${id}`.execute(database.kysely)
  await makeOutlets('taken-over')
  const held = await sql<{ lease_until: string }>`select lease_until from webhook where id = ${id}`.execute(
    database.kysely,
  )
  await until('it to arrive', () => receiver.received.length === 1)
  assert.ok(Date.now() >= Date.parse(held.rows[0]?.lease_until ?? ''))
})

test('only the latest hundred attempts are kept', async () => {
  const receiver = await openReceiver()
  const id = await makeWebhook(database, { url: receiver.url, ...filtered('Place') })
  const records = Array.from({ length: 110 }, (_, nth) => ({
    slug: `kept-${nth}`,
    precision: 'EXACT' as const,
  }))
  await makeAll(database, 'Place', records)
  await until('all to arrive', () => receiver.received.length === 110)
  await until('the last to be noted', async () => {
    const [last] = await listDeliveries(database.kysely, id)
    return last?.message_id === receiver.received.at(-1)?.id
  })
  assert.equal((await listDeliveries(database.kysely, id)).length, 100)
})
