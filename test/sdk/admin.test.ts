import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { buildSchema, parse, visit } from 'graphql'
import pino from 'pino'
import { createAdmin } from '../../sdk/src/admin.ts'
import { GraphQLRequestError, payloadOf, ValidationError } from '../../sdk/src/index.ts'
import { readWebhook } from '../../sdk/src/webhooks.ts'
import { openWebhooks } from '../../server/webhooks.ts'
import { makeKey } from '../support/keys.ts'
import { makeOutlet } from '../support/make.ts'
import { openReceiver } from '../support/receiver.ts'
import { openTestService } from '../support/serve.ts'
import { until } from '../support/until.ts'

// Closed before the service that it uses.
test.after(() => webhooks.close())
const { url, database, subscriptions } = await openTestService({ reach: 'any' })
const webhooks = openWebhooks({ database, subscriptions, reach: 'any', log: pino({ level: 'silent' }) })
const admin = createAdmin({ url, apiKey: await makeKey(database, 'ADMIN') })
const selection = 'subscription { outlets { node { slug } } }'

test('an admin makes a webhook, looks at it, rotates its secret, pauses it and deletes it', async () => {
  const receiver = await openReceiver()
  const created = await admin.createWebhook({ input: { name: 'Outlets', url: receiver.url, selection } })
  const { webhook, secret } = payloadOf(created.createWebhook)
  assert.ok(webhook && secret)
  const { id } = webhook
  const { slug } = await makeOutlet(database)
  await until('its message', () => receiver.received.length > 0)
  const [message] = receiver.received
  assert.ok(message)
  const { data } = await readWebhook(message.body, message.headers, secret)
  assert.deepEqual(data, { outlets: { node: { slug } } })
  await until('it is noted', async () => (await admin.webhook({ id })).webhook?.deliveries.length === 1)
  assert.deepEqual(
    (await admin.webhook({ id })).webhook?.deliveries.map(({ status }) => status),
    [204],
  )
  const rotated = payloadOf((await admin.rotateWebhookSecret({ input: { id } })).rotateWebhookSecret)
  assert.match(rotated.secret ?? '', /^whsec_/)
  assert.notEqual(rotated.secret, secret)
  const paused = payloadOf((await admin.updateWebhook({ input: { id, isPaused: true } })).updateWebhook)
  assert.equal(paused.webhook?.state, 'PAUSED')
  assert.deepEqual(
    (await admin.webhooks()).webhooks.map(({ name, state }) => [name, state]),
    [['Outlets', 'PAUSED']],
  )
  assert.equal(payloadOf((await admin.deleteWebhook({ input: { id } })).deleteWebhook).deletedId, id)
  assert.deepEqual(await admin.webhook({ id }), { webhook: null })
})

test('what is wrong with a webhook is told by its field', async () => {
  const { createWebhook } = await admin.createWebhook({ input: { name: 'Wrong', url: 'nowhere', selection } })
  assert.throws(
    () => payloadOf(createWebhook),
    (error) => error instanceof ValidationError && error.fields.some(({ path }) => path.includes('url')),
  )
})

test('who is no admin is refused', async () => {
  const editor = createAdmin({ url, apiKey: await makeKey(database, 'EDITOR') })
  await assert.rejects(
    editor.webhooks(),
    (error) => error instanceof GraphQLRequestError && error.code === 'FORBIDDEN',
  )
})

test('there is an operation for every root field of the schema', async () => {
  const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8')
  const schema = buildSchema(await read('schema/schema.graphql'))
  const types = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  const fields = types.flatMap((type) =>
    Object.keys(type?.getFields() ?? {}).map((name) => `${type}.${name}`),
  )
  const asked = new Set<string>()
  const { operations } = JSON.parse(await read('sdk/manifest.json'))
  for (const { type, body } of operations) {
    const root = `${type.charAt(0).toUpperCase()}${type.slice(1)}`
    visit(parse(body), {
      OperationDefinition: ({ selectionSet: { selections } }) => {
        for (const field of selections) if ('name' in field) asked.add(`${root}.${field.name.value}`)
      },
    })
  }
  assert.ok(fields.length > 40)
  assert.deepEqual(
    fields.filter((field) => !asked.has(field)),
    [],
  )
})
