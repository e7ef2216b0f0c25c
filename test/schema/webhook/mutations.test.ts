import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isObject } from '../../../db/writes/reading.ts'
import { openTestDatabase } from '../../support/database.ts'
import { makeOutlet } from '../../support/make.ts'
import { ask, dataOf, send } from '../../support/send.ts'

const db = await openTestDatabase()

const WEBHOOK = 'id name url selection variables state reason cursor failures createdBy'
const ANSWER = `__typename ... on Error { code message path } ... on ValidationError { fields { path code } }`
const PAYLOADS: Record<string, string> = {
  createWebhook: `webhook { ${WEBHOOK} } secret readToken`,
  rotateWebhookSecret: `webhook { ${WEBHOOK} } secret readToken`,
  updateWebhook: `webhook { ${WEBHOOK} } readToken`,
  deleteWebhook: 'deletedId readToken',
}

/** What a mutation came to: the type and fields of the member of its union. */
async function write(name: string, input: object) {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const source = `mutation ($input: ${title}Input!) { answer: ${name}(input: $input) {
    ${ANSWER} ... on ${title}Payload { ${PAYLOADS[name]} } } }`
  const { answer } = dataOf<{ answer: Answer }>(await send(db, source, { input }))
  return answer
}

interface Answer {
  __typename: string
  webhook: Webhook | null
  secret: string
  deletedId: string
  code: string
  path: string[]
  fields: { path: string[]; code: string }[]
}

interface Webhook {
  id: string
  name: string
  url: string
  selection: string
  variables: object
  state: string
  reason: string | null
  cursor: string
  failures: number
  createdBy: string
}

let names = 0
const SELECTION = 'subscription ($filter: OutletFilter) { outlets(filter: $filter) { node { slug } } }'
const given = (more: object = {}) => ({
  name: `desk-${++names}`,
  url: 'https://desk.example/hook',
  selection: SELECTION,
  ...more,
})

async function make(more: object = {}): Promise<Webhook & { secret: string }> {
  const { webhook, secret, ...answer } = await write('createWebhook', given(more))
  assert.ok(webhook, JSON.stringify(answer))
  return { ...webhook, secret }
}

const find = async (id: string) =>
  (await ask<{ webhook: Webhook | null }>(db, `query ($id: ID!) { webhook(id: $id) { ${WEBHOOK} } }`, { id }))
    .webhook

const faults = ({ __typename, fields }: Answer) => {
  assert.equal(__typename, 'ValidationError')
  return fields.map(({ path, code }) => `${path.join('.')} ${code}`)
}

test('a webhook is made with a secret that is shown by no query', async () => {
  const variables = { filter: { countryCode: ['IQ'] } }
  const { id, secret, ...made } = await make({ name: 'Claims desk', variables })
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
  assert.match(id, /^Webhook:\d+$/)
  const { cursor, ...shown } = made
  assert.deepEqual(shown, {
    name: 'Claims desk',
    url: 'https://desk.example/hook',
    selection: SELECTION,
    variables,
    state: 'ACTIVE',
    reason: null,
    failures: 0,
    createdBy: 'test',
  })
  assert.deepEqual(await find(id), { id, ...made })
  const { webhooks } = await ask<{ webhooks: Webhook[] }>(db, `{ webhooks { ${WEBHOOK} deliveries { at } } }`)
  assert.ok(webhooks.some((one) => one.id === id))
  const { types } = (
    await ask<{ __schema: { types: { name: string; fields: { name: string }[] | null }[] } }>(
      db,
      '{ __schema { types { name fields { name } } } }',
    )
  ).__schema
  const telling = types.filter(({ fields }) => fields?.some(({ name }) => /secret/i.test(name)))
  assert.deepEqual(
    telling
      .map(({ name }) => name)
      .filter((name) => name !== 'Mutation')
      .sort(),
    ['CreateWebhookPayload', 'RotateWebhookSecretPayload'],
  )
})

test('a place of its own is begun behind', async () => {
  const { outlets } = await ask<{ outlets: { feedCursor: string } }>(db, '{ outlets { feedCursor } }')
  await makeOutlet(db)
  assert.equal((await make({ after: outlets.feedCursor })).cursor, outlets.feedCursor)
  assert.notEqual((await make()).cursor, outlets.feedCursor)
})

test('whatever is wrong with an input is told at once, by its field', async () => {
  const wrong = { name: ' x', url: 'http://10.0.0.1/', selection: '{ outlets { totalCount } }' }
  assert.deepEqual(faults(await write('createWebhook', wrong)), [
    'input.name REFUSED',
    'input.url BAD_URL',
    'input.selection BAD_SELECTION',
  ])
})

for (const [what, more, fault] of [
  [
    'selection that selects what there is not',
    { selection: 'subscription { outlets { x } }' },
    'selection BAD_SELECTION',
  ],
  ['selection without an end', { selection: 'subscription {' }, 'selection BAD_SELECTION'],
  ['selection that is empty', { selection: ' ' }, 'selection EMPTY'],
  ['selection with U+0000', { selection: `${SELECTION}\0` }, 'selection NUL'],
  ['selection that is too long', { selection: `${SELECTION}#${'x'.repeat(20_000)}` }, 'selection TOO_LONG'],
  ['value that a variable does not take', { variables: { filter: 1 } }, 'variables BAD_VARIABLES'],
  ['list of variables', { variables: [] }, 'variables WRONG_TYPE'],
  ['address of this machine', { url: 'https://127.0.0.1/' }, 'url BAD_URL'],
  ['address of a cloud’s own', { url: 'https://169.254.169.254/' }, 'url BAD_URL'],
  ['address in the clear', { url: 'http://desk.example/' }, 'url BAD_URL'],
  ['name with a line break', { name: 'a\nb' }, 'name REFUSED'],
  ['place that is none', { after: 'nowhere' }, 'after INVALID_CURSOR'],
  ['place that is forged', { after: 'A'.repeat(64) }, 'after INVALID_CURSOR'],
] as const) {
  test(`a webhook with a ${what} is refused, and a change to it too`, async () => {
    assert.deepEqual(faults(await write('createWebhook', given(more))), [`input.${fault}`])
    const { id } = await make()
    const before = await find(id)
    assert.deepEqual(faults(await write('updateWebhook', { id, ...more })), [`input.${fault}`])
    assert.deepEqual(await find(id), before)
  })
}

test('no two have one name', async () => {
  const [one, other] = [await make(), await make()]
  for (const answer of [
    await write('createWebhook', given({ name: one.name })),
    await write('updateWebhook', { id: other.id, name: one.name }),
  ]) {
    assert.deepEqual(
      [answer.__typename, answer.code, answer.path],
      ['ConflictError', 'DUPLICATE', ['input', 'name']],
    )
  }
})

test('a change keeps what it does not name, and its place', async () => {
  const { id, secret: _, ...made } = await make({ variables: { filter: { countryCode: ['IQ'] } } })
  await makeOutlet(db)
  const change = { name: `${made.name} too`, url: 'https://other.example/' }
  await write('updateWebhook', { id, ...change })
  assert.deepEqual(await find(id), { id, ...made, ...change })
})

test('variables are checked against the selection that stays, and a selection against the variables', async () => {
  const { id } = await make({ variables: { filter: { countryCode: ['IQ'] } } })
  const selection = 'subscription ($filter: ClaimFilter) { claims(filter: $filter) { node { slug } } }'
  assert.deepEqual(faults(await write('updateWebhook', { id, selection })), ['input.variables BAD_VARIABLES'])
  const { webhook } = await write('updateWebhook', { id, selection, variables: {} })
  assert.deepEqual([webhook?.selection, webhook?.variables], [selection, {}])
})

test('variables hold nothing that the database does not take, whether they are asked for or not', async () => {
  for (const variables of [{ x: '\0' }, { x: [{ y: '\ud800' }] }, { '\0': 1 }]) {
    assert.match(
      faults(await write('createWebhook', given({ variables }))).join(),
      /^input\.variables (NUL|LONE_SURROGATE)$/,
    )
  }
})

test('a webhook is paused and taken up again', async () => {
  const { id } = await make()
  const stateAfter = async (isPaused: boolean) =>
    (await write('updateWebhook', { id, isPaused })).webhook?.state
  assert.equal(await stateAfter(true), 'PAUSED')
  assert.equal((await write('updateWebhook', { id, url: 'https://b.example/' })).webhook?.state, 'PAUSED')
  assert.equal(await stateAfter(false), 'ACTIVE')
})

test('a rotation shows the new secret once, and the same one to whoever asks again with the same key', async () => {
  const { id, secret } = await make()
  const rotate = () => write('rotateWebhookSecret', { id, idempotencyKey: 'rotate-once' })
  const [first, again] = [await rotate(), await rotate()]
  assert.match(first.secret, /^whsec_/)
  assert.notEqual(first.secret, secret)
  assert.equal(again.secret, first.secret)
})

test('whoever asks again with the same key is shown no secret but the one that it was given', async () => {
  const create = given({ idempotencyKey: 'made-before-rotations' })
  const { secret, webhook } = await write('createWebhook', create)
  const rotate = () => write('rotateWebhookSecret', { id: webhook?.id })
  await rotate()
  assert.equal((await write('createWebhook', create)).secret, secret)
  await rotate()
  const { secret: lost, webhook: same } = await write('createWebhook', create)
  assert.deepEqual([lost, same?.id], [null, webhook?.id])
})

test('what is not kept of an idempotent request is a secret', async () => {
  await write('createWebhook', given({ idempotencyKey: 'made-once' }))
  const rows = await db.kysely.selectFrom('idempotency_key').select('outcome').execute()
  assert.ok(rows.some(({ outcome }) => isObject(outcome) && 'id' in outcome))
  assert.doesNotMatch(JSON.stringify(rows), /secret|whsec_/)
})

test('a deleted webhook is not there any more, and one that is not there is told so', async () => {
  const { id } = await make()
  assert.deepEqual((await write('deleteWebhook', { id })).deletedId, id)
  assert.equal(await find(id), null)
  for (const missing of [id, 'Webhook:0', 'Outlet:1', 'x']) {
    for (const name of ['deleteWebhook', 'updateWebhook', 'rotateWebhookSecret']) {
      const { __typename, path } = await write(name, { id: missing })
      assert.deepEqual([__typename, path], ['NotFoundError', ['input', 'id']])
    }
  }
})
