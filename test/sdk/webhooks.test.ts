import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { createSecret, printSecret } from '../../db/values/webhook-secret.ts'
import { readWebhook, WebhookError } from '../../sdk/src/webhooks.ts'
import { signedHeaders } from '../../server/webhooks/signature.ts'

const secret = createSecret()
const printed = printSecret(secret)
const message = { id: 'msg_1', body: '{"data":{"entries":{"entry":{"node":{"slug":"Zürich-😀"}}}}}' }
const now = Date.now()
const headers = signedHeaders(message, [secret], now)

test('a message that the service signed is read, with its data', async () => {
  const read = await readWebhook<{ entries: object }>(message.body, headers, printed)
  assert.equal(read.id, message.id)
  assert.deepEqual(read.data?.entries, { entry: { node: { slug: 'Zürich-😀' } } })
})

test('the headers of fetch, and of node:http, are read alike', async () => {
  await readWebhook(message.body, new Headers(headers), printed)
  await readWebhook(message.body, { ...headers, accept: ['a', 'b'], host: undefined }, printed)
})

test('a message of any sender by Standard Webhooks is read', async () => {
  const date = new Date()
  const signature = new Webhook(printed).sign('msg_2', date, message.body)
  const seconds = `${Math.floor(date.getTime() / 1_000)}`
  const by = { 'webhook-id': 'msg_2', 'webhook-timestamp': seconds, 'webhook-signature': signature }
  assert.equal((await readWebhook(message.body, by, printed)).id, 'msg_2')
})

test('while secrets change, either fits', async () => {
  const other = createSecret()
  const both = signedHeaders(message, [other, secret], now)
  await readWebhook(message.body, both, printed)
  await readWebhook(message.body, both, printSecret(other))
  await readWebhook(message.body, headers, [printSecret(other), printed])
})

test('a trial has no data', async () => {
  const trial = { id: 'msg_test_1', body: '{"data":null}' }
  assert.equal((await readWebhook(trial.body, signedHeaders(trial, [secret], now), printed)).data, null)
})

const MINUTE_MS = 60_000

for (const [name, body, given] of [
  ['another body', message.body.replace('Z', 'z'), headers],
  ['another id', message.body, { ...headers, 'webhook-id': 'msg_2' }],
  ['another time', message.body, { ...headers, 'webhook-timestamp': `${Math.floor(now / 1_000) - 1}` }],
  ['the signature of another secret', message.body, signedHeaders(message, [createSecret()], now)],
  ['no signature', message.body, { ...headers, 'webhook-signature': undefined }],
  ['no headers', message.body, {}],
  ['a signature that is none', message.body, { ...headers, 'webhook-signature': 'v1,%%%' }],
  [
    'a signature of another version',
    message.body,
    { ...headers, 'webhook-signature': headers['webhook-signature']?.replace('v1', 'v2') },
  ],
  ['a time that is none', message.body, { ...headers, 'webhook-timestamp': 'now' }],
  ['a message of six minutes ago', message.body, signedHeaders(message, [secret], now - 6 * MINUTE_MS)],
  ['a message of the future', message.body, signedHeaders(message, [secret], now + 6 * MINUTE_MS)],
] as const) {
  test(`${name} is refused`, async () => {
    await assert.rejects(readWebhook(body, given, printed), WebhookError)
  })
}

test('how old a message may be can be said', async () => {
  const old = signedHeaders(message, [secret], now - 6 * MINUTE_MS)
  await readWebhook(message.body, old, printed, { toleranceSeconds: 600 })
})

test('a secret that is none is a defect of the receiver', async () => {
  for (const none of ['secret', '', 'whsec_', 'whsec_%%'])
    await assert.rejects(readWebhook(message.body, headers, none), TypeError)
})
