import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { createApiKeyText, parseApiKey, printApiKey } from '../../../db/values/api-key.ts'
import { revokeApiKey } from '../../../db/writes/api-key.ts'
import { inTransaction } from '../../../db/writes/transaction.ts'
import { post } from '../../support/ask.ts'
import { idOf, makeEndedKey, makeKey } from '../../support/keys.ts'
import { openTestService } from '../../support/serve.ts'
import { until } from '../../support/until.ts'
import { connect, openSocket, subscribe } from '../../support/web-socket.ts'

const lines: Record<string, unknown>[] = []
const { url, database } = await openTestService({
  publicRead: false,
  log: pino({ base: null, level: 'trace' }, { write: (line) => lines.push(JSON.parse(line)) }),
})
const open = await openTestService()

const reader = await makeKey(database, 'READER')
const editor = await makeKey(database, 'EDITOR')
const revoked = await makeEndedKey(database, 'ADMIN', 'revoked_at')
const { host } = new URL(url)

const QUERY = '{ outlets { totalCount } }'
const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

for (const [where, options] of [
  ['in the header', { headers: bearer(reader) }],
  ['in connection_init', { payload: bearer(reader) }],
  ['in connection_init, with a capital', { payload: { Authorization: `Bearer ${reader}` } }],
] as const) {
  test(`a key ${where} opens what nobody else may read`, async () => {
    const caller = await connect(url, options)
    caller.send(subscribe('1', QUERY))
    assert.ok((await caller.next())?.payload.data.outlets.totalCount > 0)
    caller.socket.close()
  })
}

test('a key in connection_init counts before the one in the header', async () => {
  const caller = await connect(url, { headers: bearer(reader), payload: bearer(editor) })
  caller.send(subscribe('1', 'mutation { createOutlet(input: { name: "Both" }) { __typename } }'))
  assert.deepEqual((await caller.next())?.payload.data, {
    createOutlet: { __typename: 'CreateOutletPayload' },
  })
  caller.socket.close()
})

for (const [what, authorization] of [
  ['an unknown key', `Bearer ${printApiKey(createApiKeyText())}`],
  ['a revoked key', `Bearer ${revoked}`],
  ['a key without a scheme', reader],
  ['an empty text', ''],
  ['what is no text', 7],
  ['two keys', [`Bearer ${reader}`, `Bearer ${editor}`]],
] as const) {
  test(`${what} in connection_init closes with 4401, also where reading is public`, async () => {
    for (const service of [url, open.url]) {
      const caller = await openSocket(service)
      caller.send({ type: 'connection_init', payload: { authorization } })
      const { code, reason } = await caller.closed()
      assert.equal(code, 4401)
      assert.match(reason, /^The API key is not valid/)
      assert.deepEqual(caller.waiting, [])
    }
  })
}

test('whoever sends no key is closed with 4401 where reading needs one, and told how it is sent', async () => {
  for (const payload of [undefined, {}, { authorization: null }, { token: reader }]) {
    const caller = await openSocket(url)
    caller.send({ type: 'connection_init', payload })
    const { code, reason } = await caller.closed()
    assert.equal(code, 4401)
    assert.match(reason, /authorization.*connection_init/)
  }
})

test('what a role may not do ends the operation alone, before anything of it is done', async () => {
  const caller = await connect(url, { payload: bearer(reader) })
  caller.send(subscribe('1', 'mutation { createOutlet(input: { name: "Never" }) { __typename } }'))
  const { type, payload } = (await caller.next()) ?? {}
  assert.deepEqual([type, payload[0].extensions.code], ['error', 'FORBIDDEN'])
  caller.send(subscribe('1', QUERY))
  assert.equal((await caller.next())?.type, 'next')
  const anybody = await connect(open.url)
  anybody.send(subscribe('1', 'mutation { createOutlet(input: { name: "Never" }) { __typename } }'))
  assert.equal((await anybody.next())?.payload[0].extensions.code, 'UNAUTHENTICATED')
  for (const { kysely } of [database, open.database]) {
    assert.deepEqual(await kysely.selectFrom('outlet').where('name', '=', 'Never').select('id').execute(), [])
  }
  caller.socket.close()
  anybody.socket.close()
})

test('a bad key in the header, and a bad read token, are refused before the WebSocket opens', async () => {
  await assert.rejects(openSocket(url, { headers: bearer(revoked) }), /response: 401/)
  await assert.rejects(openSocket(open.url, { headers: bearer('nonsense') }), /response: 401/)
  const headers = { ...bearer(reader), 'dateline-read-token': 'x' }
  await assert.rejects(openSocket(url, { headers }), /response: 400/)
})

test('a page of another origin may connect, but not with a key that its browser adds', async () => {
  const origin = 'https://gazette.example'
  const caller = await connect(url, { headers: { origin }, payload: bearer(reader) })
  caller.socket.close()
  await assert.rejects(openSocket(url, { headers: { origin, ...bearer(reader) } }), /response: 403/)
  for (const foreign of ['null', `http://${host}.example`, `http://x@${host}:80`]) {
    await assert.rejects(
      openSocket(url, { headers: { origin: foreign, ...bearer(reader) } }),
      /response: 403/,
    )
  }
  const own = await connect(url, { headers: { origin: `http://${host}`, ...bearer(reader) } })
  own.socket.close()
})

test('a WebSocket whose key is revoked is closed with 4401 within five seconds, that of another key goes on', async () => {
  const key = await makeKey(database, 'READER')
  const [mine, theirs] = [
    await connect(url, { payload: bearer(key) }),
    await connect(url, { headers: bearer(reader) }),
  ]
  mine.send(subscribe('1', 'subscription { entries { cursor } }'))
  const revokedAt = performance.now()
  await inTransaction(database.kysely, (trx) => revokeApiKey(trx, idOf(key)))
  assert.deepEqual(await mine.closed(), { code: 4401, reason: 'The API key is no longer valid' })
  assert.ok(performance.now() - revokedAt < 5_000)
  // Its first frame, and no end of the subscription, which would say that there is nothing more.
  assert.deepEqual(
    mine.waiting.map(({ type }) => type),
    ['next'],
  )
  theirs.send(subscribe('1', QUERY))
  assert.equal((await theirs.next())?.type, 'next')
  theirs.socket.close()
})

test('an answer is the same as over HTTP, errors and all', async () => {
  const caller = await connect(url, { payload: bearer(reader) })
  for (const [query, variables] of [
    [
      '{ articles(first: 2, orderBy: { field: CREATED_AT }) { nodes { id slug } pageInfo { endCursor } } }',
      {},
    ],
    ['{ __type(name: "Outlet") { kind } }', {}],
    ['{ outlets(first: 101) { totalCount } }', {}],
    ['query ($by: ArticleBy!) { article(by: $by) { slug } }', {}],
    ['query ($by: ArticleBy!) { article(by: $by) { slug } }', { by: { slug: 7 } }],
    ['query ($by: ArticleBy!) { article(by: $by) { slug } }', { by: { slug: '\ud800' } }],
    ['{ newspapers }', {}],
    ['query A { __typename } query B { __typename }', {}],
    ['{ articles {', {}],
    ['mutation { withdraw(input: { id: "Outlet:1", reason: "x" }) { __typename } }', {}],
  ] as const) {
    const { data, errors } = JSON.parse(await (await post(url, query, { variables, key: reader })).text())
    caller.send(subscribe('same', query, variables))
    const { type, payload } = (await caller.next()) ?? {}
    if (data === undefined) assert.deepEqual([type, payload], ['error', errors])
    else assert.deepEqual(payload, { data, ...(errors && { errors }) })
    if (type === 'next') await caller.next()
  }
  caller.socket.close()
})

test('a connection and each of its operations have a line in the log, without keys, variables or ids of the client', async () => {
  lines.length = 0
  const headers = { 'x-request-id': 'marked-connection' }
  const caller = await connect(url, { headers, payload: bearer(editor) })
  const marked = 'query Marked($text: String!) { search(query: $text) { nodes { __typename } } }'
  caller.send(subscribe('their-id', marked, { text: 'a secret question' }))
  while ((await caller.next())?.type === 'next');
  caller.send(subscribe('their-id', '{ no }'))
  await caller.next()
  caller.send(subscribe('their-id', 'subscription Feed { entries { cursor } }'))
  caller.socket.terminate()
  const told = () => lines.filter(({ requestId }) => requestId === 'marked-connection')
  await until('the lines', () => told().length === 4)
  assert.deepEqual(
    told()
      .map(({ msg, kind, operation, errors, code }) => ({ msg, kind, operation, errors, code }))
      .filter(({ msg, kind }) => msg === 'web socket' || kind !== 'subscription'),
    [
      { msg: 'operation', kind: 'query', operation: 'Marked', errors: undefined, code: undefined },
      {
        msg: 'operation',
        kind: undefined,
        operation: undefined,
        errors: ['GRAPHQL_VALIDATION_FAILED'],
        code: undefined,
      },
      { msg: 'web socket', kind: undefined, operation: undefined, errors: undefined, code: 1006 },
    ],
  )
  const text = JSON.stringify(lines)
  for (const secret of ['a secret question', 'their-id', parseApiKey(editor)?.secret ?? '', 'Bearer']) {
    assert.equal(text.includes(secret), false)
  }
})
