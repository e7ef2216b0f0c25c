import assert from 'node:assert/strict'
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { sql } from 'kysely'
import { WebSocket } from 'ws'
import { LIMITS } from '../../../server/web-socket/limits.ts'
import { makeKey } from '../../support/keys.ts'
import { openTestService } from '../../support/serve.ts'
import { connect, openSocket, subscribe, type TestSocket } from '../../support/web-socket.ts'

const { url, database } = await openTestService()
const hasty = await openTestService({ limits: { initMs: 200 } })

const EDITOR = { authorization: `Bearer ${await makeKey(database, 'EDITOR')}` }

const INIT = { type: 'connection_init' }

/** A connection whose key is being looked up for as long as the work takes. */
async function whilePending(work: (pending: TestSocket) => Promise<void>): Promise<void> {
  const authorization = `Bearer ${await makeKey(database, 'READER')}`
  const pending = await openSocket(url)
  await database.kysely.transaction().execute(async (trx) => {
    await sql`lock table api_key in access exclusive mode`.execute(trx)
    pending.send({ ...INIT, payload: { authorization } })
    await work(pending)
  })
}

test('a connection is acknowledged with the id that its log lines carry', async () => {
  const caller = await openSocket(url, { headers: { 'x-request-id': 'from-a-proxy-1' } })
  caller.send(INIT)
  assert.deepEqual(await caller.next(), { type: 'connection_ack', payload: { requestId: 'from-a-proxy-1' } })
  caller.socket.close()
})

test('a plain id is in a header of the answer, and one that could forge log lines is replaced', async () => {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws', {
    headers: { 'x-request-id': 'a b' },
  })
  const [answer]: [IncomingMessage] = await new Promise((resolve) =>
    socket.once('upgrade', (...given) => resolve(given)),
  )
  assert.match(String(answer.headers['x-request-id']), /^[0-9a-f-]{36}$/)
  socket.terminate()
})

test('one whose host is none is refused with a code and the name of the header', async () => {
  const { status, text } = await offer({ upgrade: 'websocket', host: 'a/b?c' })
  const { code, argument } = JSON.parse(text).errors[0].extensions
  assert.deepEqual([status, code, argument], [400, 'BAD_USER_INPUT', 'Host'])
})

test('whoever sends a long body with a handshake that is refused hears why', async () => {
  for (let nth = 0; nth < 10; nth++) {
    const answer = await offer({ upgrade: 'websocket' }, 'POST', 'x'.repeat(3_000_000))
    assert.equal(answer.status, 405)
  }
})

test('a connection that is not initialised in time is closed with 4408', async () => {
  const caller = await openSocket(hasty.url)
  assert.deepEqual(await caller.closed(), { code: 4408, reason: 'Connection initialisation timeout' })
})

test('one that is goes on beyond that time', async () => {
  const [patient, late] = [await connect(hasty.url), await openSocket(hasty.url)]
  assert.equal((await late.closed()).code, 4408)
  patient.send(subscribe('1', '{ __typename }'))
  assert.equal((await patient.next())?.type, 'next')
  patient.socket.close()
})

test('a second initialisation closes with 4429, after the acknowledgement and before it', async () => {
  const acknowledged = await connect(url)
  acknowledged.send(INIT)
  assert.deepEqual(await acknowledged.closed(), { code: 4429, reason: 'Too many initialisation requests' })

  await whilePending(async (pending) => {
    pending.send(INIT)
    assert.equal((await pending.closed()).code, 4429)
  })
})

test('an operation before the acknowledgement closes with 4401', async () => {
  const early = await openSocket(url)
  early.send(subscribe('1', '{ __typename }'))
  assert.deepEqual(await early.closed(), { code: 4401, reason: 'Unauthorized' })

  await whilePending(async (pending) => {
    pending.send(subscribe('1', '{ __typename }'))
    assert.deepEqual(await pending.closed(), { code: 4401, reason: 'Unauthorized' })
    assert.deepEqual(pending.waiting, [])
  })
})

for (const [what, protocol] of [
  ['the protocol of old clients', 'graphql-ws'],
  ['a protocol in capitals', 'GRAPHQL-TRANSPORT-WS'],
  ['no protocol', []],
] as const) {
  test(`${what} is closed with 4406, which its client can read`, async () => {
    const caller = await openSocket(url, { protocol: [protocol].flat() })
    assert.deepEqual(await caller.closed(), { code: 4406, reason: 'Subprotocol not acceptable' })
  })
}

test('of several protocols the one that is served is chosen', async () => {
  const caller = await connect(url, { protocol: ['graphql-ws', 'graphql-transport-ws'] })
  assert.equal(caller.socket.protocol, 'graphql-transport-ws')
  assert.equal(caller.socket.extensions, '')
  caller.socket.close()
})

for (const [what, path, status] of [
  ['another path', '/other', 404],
  ['the path with more behind it', '/graphql/x', 404],
] as const) {
  test(`a WebSocket at ${what} is refused by HTTP`, async () => {
    await assert.rejects(openSocket(new URL(path, url).href), new RegExp(`response: ${status}`))
  })
}

test('a handshake that is none is refused with a code, in JSON', async () => {
  const key = { 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' }
  const version = { 'sec-websocket-version': '13' }
  for (const [method, headers, status, code, also] of [
    ['GET', {}, 400, 'BAD_REQUEST', {}],
    ['GET', { ...version, 'sec-websocket-key': 'short' }, 400, 'BAD_REQUEST', {}],
    ['GET', { ...key, ...version, 'sec-websocket-protocol': ',' }, 400, 'BAD_REQUEST', {}],
    [
      'GET',
      { ...key, 'sec-websocket-version': '7' },
      400,
      'BAD_REQUEST',
      { 'sec-websocket-version': '13, 8' },
    ],
    ['POST', { ...key, ...version }, 405, 'METHOD_NOT_ALLOWED', { allow: 'GET' }],
  ] as const) {
    const answer = await offer({ upgrade: 'websocket', ...headers }, method)
    const what = JSON.stringify([method, headers])
    assert.equal(answer.status, status, what)
    assert.equal(JSON.parse(answer.text).errors[0].extensions.code, code, what)
    assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8')
    assert.ok(answer.headers['x-request-id'])
    for (const [name, value] of Object.entries(also)) assert.equal(answer.headers[name], value, what)
  }
})

test('an upgrade to another protocol is answered as if it had not been offered', async () => {
  const query = '{"query":"{ __typename }"}'
  const plain = { 'content-type': 'application/json', 'content-length': String(query.length) }
  const answer = await offer({ ...plain, upgrade: 'h2c', 'http2-settings': '' }, 'POST', query)
  assert.equal(answer.status, 200)
})

const offer = (headers: Record<string, string>, method = 'GET', body = '') =>
  new Promise<{ status: number | undefined; headers: IncomingHttpHeaders; text: string }>(
    (resolve, reject) => {
      const asked = request(url, { method, headers: { connection: 'Upgrade', ...headers } })
      asked.once('error', reject).once('response', async (answer) => {
        const { statusCode: status, headers } = answer
        resolve({ status, headers, text: await text(answer) })
      })
      asked.end(body)
    },
  )

test('a ping is answered by a pong with its payload, before the acknowledgement too; a pong by nothing', async () => {
  const caller = await openSocket(url)
  caller.send({ type: 'ping' })
  assert.deepEqual(await caller.next(), { type: 'pong' })
  caller.send({ type: 'pong' })
  caller.send({ type: 'ping', payload: { at: 7 } })
  assert.deepEqual(await caller.next(), { type: 'pong', payload: { at: 7 } })
  caller.socket.close()
})

for (const [what, message] of [
  ['no JSON', 'ping'],
  ['a list', []],
  ['a message without a type', {}],
  ['a type that is no text', { type: 1 }],
  ['a type that there is not', { type: 'start', id: '1', payload: { query: '{ __typename }' } }],
  ['a message that only a server sends', { type: 'connection_ack' }],
  ['a result', { id: '1', type: 'next', payload: { data: {} } }],
  ['an operation without an id', { type: 'subscribe', payload: { query: '{ __typename }' } }],
  ['an empty id', { id: '', type: 'subscribe', payload: { query: '{ __typename }' } }],
  ['an id that is a number', { id: 1, type: 'subscribe', payload: { query: '{ __typename }' } }],
  ['an operation without a payload', { id: '1', type: 'subscribe' }],
  ['a query that is no text', { id: '1', type: 'subscribe', payload: { query: 7 } }],
  ['variables in a list', { id: '1', type: 'subscribe', payload: { query: '{ a }', variables: [] } }],
  ['an operation name that is none', subscribe('1', '{ a }', {}, { operationName: 7 })],
  ['an end without an id', { type: 'complete' }],
  ['a payload of a ping that is no object', { type: 'ping', payload: 'x' }],
  [
    'a ping that is nested too deep to be written back',
    `{"type":"ping","payload":{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}}`,
  ],
] as const) {
  test(`${what} closes with 4400`, async () => {
    const caller = await connect(url)
    caller.send(message)
    assert.deepEqual(await caller.closed(), { code: 4400, reason: 'Invalid message received' })
    assert.deepEqual(caller.waiting, [])
  })
}

test('a message in bytes closes with 4400, and one that is no UTF-8 with 1007', async () => {
  const [bytes, garbage] = [await connect(url), await connect(url)]
  bytes.socket.send(Buffer.from('{"type":"ping"}'), { binary: true })
  assert.equal((await bytes.closed()).code, 4400)
  garbage.socket.send(Buffer.from([0x22, 0xff, 0x22]), { binary: false })
  assert.equal((await garbage.closed()).code, 1007)
})

test('a message may have 64 KiB, and closes with 1009 beyond', async () => {
  const caller = await connect(url)
  const message = JSON.stringify({ type: 'ping', payload: { filling: '' } })
  const filled = (bytes: number) => message.replace('""', `"${'x'.repeat(bytes - message.length)}"`)
  caller.send(filled(LIMITS.messageBytes))
  assert.equal((await caller.next())?.type, 'pong')
  caller.send(filled(LIMITS.messageBytes + 1))
  assert.equal((await caller.closed()).code, 1009)
})

test('what follows a mistake is not done', async () => {
  const [hasty, later] = [await connect(url, { payload: EDITOR }), await connect(url, { payload: EDITOR })]
  const create = (name: string) =>
    subscribe('1', `mutation { createOutlet(input: { name: "${name}" }) { __typename } }`)
  hasty.send({ type: 'none' })
  hasty.send(create('After a mistake'))
  assert.equal((await hasty.closed()).code, 4400)
  later.send(create('Later'))
  assert.equal((await later.next())?.type, 'next')
  later.socket.close()
  const names = await database.kysely.selectFrom('outlet').select('name').execute()
  assert.ok(names.some(({ name }) => name === 'Later'))
  assert.ok(!names.some(({ name }) => name === 'After a mistake'))
})
