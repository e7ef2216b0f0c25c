import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { sql } from 'kysely'
import pino from 'pino'
import { openWebhooks } from '../../../server/webhooks.ts'
import { post } from '../../support/ask.ts'
import { makeKey } from '../../support/keys.ts'
import { makeOutlet } from '../../support/make.ts'
import { openReceiver, type Received } from '../../support/receiver.ts'
import { openTestService } from '../../support/serve.ts'
import { until } from '../../support/until.ts'

// Closed before the service that it uses.
test.after(() => webhooks.close())
const { url, database, subscriptions } = await openTestService({ reach: 'any' })
const closed = await openTestService()
const webhooks = openWebhooks({ database, subscriptions, reach: 'any', log: pino({ level: 'silent' }) })
const key = await makeKey(database, 'ADMIN', { name: 'operations' })

async function change(name: string, input: object, selection: string) {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const source = `mutation ($input: ${title}Input!) { answer: ${name}(input: $input) {
    ... on ${title}Payload { ${selection} } ... on Error { code path } } }`
  const { data } = JSON.parse(await (await post(url, source, { key, variables: { input } })).text())
  return data.answer
}

/** The secrets by whose signature a message is, as a receiver would find them by the specification alone. */
function signers({ headers, body }: Received, secrets: readonly string[]): string[] {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const given = (headers['webhook-signature'] ?? '').split(' ')
  return secrets.filter((secret) => {
    const bytes = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    return given.includes(`v1,${createHmac('sha256', bytes).update(signed).digest('base64')}`)
  })
}

test('what an admin makes, rotates, changes and deletes by GraphQL is sent so', async () => {
  const [receiver, other] = [await openReceiver(), await openReceiver()]
  const messageOf = async ({ received }: typeof receiver, at: number): Promise<Received> => {
    await until('a message', () => received.length > at)
    const message = received[at]
    assert.ok(message)
    return message
  }
  const ask = async () => {
    const query = '{ webhooks { state failures deliveries { attempt status failure } } }'
    return JSON.parse(await (await post(url, query, { key })).text()).data.webhooks
  }
  // A message has come before its sender has noted that it did; one that is not noted when the webhook changes comes again.
  const untilNoted = (count: number) =>
    until('deliveries to be noted', async () => (await ask())[0]?.deliveries.length === count)
  const made = await change(
    'createWebhook',
    {
      name: 'Outlets of Iraq',
      url: receiver.url,
      selection:
        'subscription ($in: [CountryCode!]) { outlets(filter: { countryCode: $in }) { node { slug } } }',
      variables: { in: ['IQ'] },
    },
    'webhook { id createdBy } secret',
  )
  assert.deepEqual([made.code, made.webhook?.createdBy], [undefined, 'operations'])
  const { id } = made.webhook
  await makeOutlet(database, { countryCode: 'FR' })
  const { slug } = await makeOutlet(database, { countryCode: 'IQ' })
  const first = await messageOf(receiver, 0)
  assert.deepEqual(JSON.parse(first.body), { data: { outlets: { node: { slug } } } })
  assert.deepEqual(signers(first, [made.secret]), [made.secret])
  await untilNoted(1)

  const rotated = await change('rotateWebhookSecret', { id }, 'secret')
  await makeOutlet(database, { countryCode: 'IQ' })
  const both = [made.secret, rotated.secret]
  assert.deepEqual(signers(await messageOf(receiver, 1), both), both)
  await untilNoted(2)
  // A day later: the process that sends has held its lease all the time.
  await sql`update webhook set former_secret_until = now() + interval '1 second', version = version + 1`.execute(
    database.kysely,
  )
  const ended = Date.now() + 1_000
  await makeOutlet(database, { countryCode: 'IQ' })
  await messageOf(receiver, 2)
  await until('the old secret to end', () => Date.now() > ended)
  await makeOutlet(database, { countryCode: 'IQ' })
  assert.deepEqual(signers(await messageOf(receiver, 3), both), [rotated.secret])
  await untilNoted(4)

  await change('updateWebhook', { id, url: other.url, variables: { in: ['FR'] } }, 'webhook { id }')
  await makeOutlet(database, { countryCode: 'IQ' })
  const french = await makeOutlet(database, { countryCode: 'FR' })
  assert.equal(JSON.parse((await messageOf(other, 0)).body).data.outlets.node.slug, french.slug)
  assert.equal(receiver.received.length, 4)

  await untilNoted(5)
  assert.deepEqual(await ask(), [
    {
      state: 'ACTIVE',
      failures: 0,
      deliveries: Array(5).fill({ attempt: 1, status: 204, failure: null }),
    },
  ])
  assert.deepEqual(await change('deleteWebhook', { id }, 'deletedId'), { deletedId: id })
})

test('a service that sends to the public internet alone makes no webhook that goes elsewhere', async () => {
  const admin = await makeKey(closed.database, 'ADMIN')
  const source = `mutation { createWebhook(input: { name: "x", url: "http://127.0.0.1:1/", selection: "subscription { outlets { cursor } }" }) {
    ... on ValidationError { fields { path code message } } } }`
  const { data } = JSON.parse(await (await post(closed.url, source, { key: admin })).text())
  assert.deepEqual(data.createWebhook.fields, [
    { path: ['input', 'url'], code: 'BAD_URL', message: 'It is not by https.' },
  ])
})
