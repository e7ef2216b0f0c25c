import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { schema } from '../../../schema/index.ts'
import { RefusedSelection, readSelection } from '../../../schema/webhook/selection.ts'
import { USUAL_LIMITS } from '../../../server/limits/limits.ts'
import { selectionBounds } from '../../../server/limits/selection-bounds.ts'
import { openWebhooks } from '../../../server/webhooks.ts'
import { post } from '../../support/ask.ts'
import { makeKey } from '../../support/keys.ts'
import { openTestService } from '../../support/serve.ts'
import { until } from '../../support/until.ts'
import { connect, subscribe } from '../../support/web-socket.ts'
import { findWebhook, makeWebhook } from '../../support/webhooks.ts'

// Closed before the database that it uses.
test.after(() => webhooks.close())
const { url, database, subscriptions } = await openTestService()
const key = await makeKey(database, 'ADMIN')
const webhooks = openWebhooks({ database, subscriptions, reach: 'any', log: pino({ level: 'silent' }) })

/** Written out, it has two to the power of `levels` fields. */
const doubled = (
  levels: number,
) => `subscription { events { node { ...F0 } } } fragment F${levels} on Event { id }
  ${Array.from({ length: levels }, (_, at) => `fragment F${at} on Event { a: partOf { ...F${at + 1} } b: partOf { ...F${at + 1} } }`).join(' ')}`
const ARTICLES = 'articles(first: 100) { nodes { id } }'
const DEAR = `subscription { outlets { node { ${ARTICLES} } } }`
const FILTERED = 'subscription ($filter: OutletFilter) { outlets(filter: $filter) { cursor } }'
const deep = (levels: number): object => (levels === 0 ? {} : { not: deep(levels - 1) })

const CREATE = `mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) {
  ... on ValidationError { fields { path code message } } } }`
const asked = { input: { name: 'Desk', url: 'https://desk.example/hook', selection: doubled(17) } }

for (const [what, selection, variables, given, message] of [
  ['spreads fragments over and over', doubled(17), {}, 'selection', /levels of fields/],
  [
    'has too many tokens',
    `subscription { events { ${'cursor '.repeat(2_000)} } }`,
    {},
    'selection',
    /tokens/,
  ],
  ['costs too much', DEAR, {}, 'selection', /points/],
  [
    'has too many conditions',
    FILTERED,
    { filter: { or: Array(200).fill({ or: Array(6).fill({}) }) } },
    'selection',
    /1000 conditions/,
  ],
  [
    'has null where a value is needed',
    'subscription ($code: CountryCode = "GB") { outlets(filter: { countryCode: [$code] }) { cursor } }',
    { code: null },
    'variables',
    /^Variable "\$code" must not be null/,
  ],
  ['has values too deep', FILTERED, { filter: deep(1_000) }, 'variables', /levels of objects/],
] as const) {
  test(`a selection that ${what} is refused, and named`, () => {
    assert.throws(
      () => readSelection(schema, selection, variables, selectionBounds({ ...USUAL_LIMITS, cost: 100 })),
      (error) => error instanceof RefusedSelection && error.given === given && message.test(error.message),
    )
  })
}

test('whoever makes a webhook is held to the limits of documents, whichever way it comes', async () => {
  const caller = await connect(url, { payload: { authorization: `Bearer ${key}` } })
  caller.send(subscribe('1', CREATE, asked))
  const { payload } = await caller.next()
  caller.socket.close()
  const answer = await (await post(url, CREATE, { variables: asked, key })).json()
  for (const { data } of [payload, answer]) {
    const [{ path, code, message }] = data.createWebhook.fields
    assert.deepEqual([path, code], [['input', 'selection'], 'BAD_SELECTION'])
    assert.match(message, /more than 12 levels of fields/)
  }
})

test('a webhook from before the limits is disabled with its reason, and holds nothing up', async () => {
  const id = await makeWebhook(database, { url: 'http://127.0.0.1:9/', selection: doubled(17) })
  await until('its end', async () => (await findWebhook(database, id)).state === 'DISABLED')
  assert.match(
    (await findWebhook(database, id)).reason ?? '',
    /^Its selection is refused: .* 12 levels of fields/,
  )
})
