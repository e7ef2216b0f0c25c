import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import test from 'node:test'
import pino from 'pino'
import { openFeed } from '../../db/feed.ts'
import { openSubscriptions } from '../../schema/feed/subscriptions.ts'
import { createHandler } from '../../server/handler.ts'
import { listen } from '../../server/listen.ts'
import { openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase()
const lines: Record<string, unknown>[] = []
let ready = true

const feed = await openFeed(database, { onError: () => {}, onWarning: () => {} })
const subscriptions = openSubscriptions({ database, feed, onError: () => {} })
const handler = createHandler({
  database,
  subscriptions,
  log: pino({ base: null }, { write: (line) => lines.push(JSON.parse(line)) }),
  publicRead: true,
  isReady: async () => ready,
})
const server = await listen(handler, '127.0.0.1', 0)
test.after(async () => {
  subscriptions.close()
  await feed.close()
  await server.close(1_000)
})

const ask = (query: string, headers: Record<string, string> = {}) =>
  fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  })

test('/live answers while the process does, /ready while it should be given requests', async () => {
  const status = async (path: string) => (await fetch(`${server.origin}${path}`)).status
  assert.equal(await status('/live'), 200)
  assert.equal(await status('/ready'), 200)
  ready = false
  assert.equal(await status('/live'), 200)
  assert.equal(await status('/ready'), 503)
  ready = true
})

test('a request has one line in the log, by its operation, and the id that its answer carries', async () => {
  lines.length = 0
  const answer = await ask('query Outlets { outlets { totalCount } }', { 'x-request-id': 'from-a-proxy-1' })
  assert.equal(answer.headers.get('x-request-id'), 'from-a-proxy-1')
  await answer.text()
  assert.equal(lines.length, 1)
  const { requestId, operation, kind, status } = lines[0] ?? {}
  assert.deepEqual(
    { requestId, operation, kind, status },
    { requestId: 'from-a-proxy-1', operation: 'Outlets', kind: 'query', status: 200 },
  )
})

test('an id of a request that could forge log lines is replaced', async () => {
  const answer = await ask('{ __typename }', { 'x-request-id': 'a b' })
  assert.match(answer.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/)
})

test('an unexpected failure tells the caller nothing of the database, and the log everything', async () => {
  lines.length = 0
  await database.kysely.schema.alterTable('subject').renameTo('hidden').execute()
  const answer = await (await ask('{ subjects { nodes { label } } }')).text()
  await database.kysely.schema.alterTable('hidden').renameTo('subject').execute()
  assert.match(answer, /INTERNAL_SERVER_ERROR/)
  assert.doesNotMatch(answer, /subject"|relation|select|db\/open/)
  assert.ok(
    lines.some(({ level, msg }) => level === 50 && /relation "subject" does not exist/.test(String(msg))),
  )
})

test('an expected failure reaches the caller with its code and the argument', async () => {
  const answer = await ask('{ outlets(first: 101) { totalCount } }')
  const { errors } = JSON.parse(await answer.text())
  assert.deepEqual(errors[0]?.extensions, { code: 'BAD_USER_INPUT', argument: 'outlets.first' })
})

for (const [fault, query, code] of [
  ['a variable of the wrong type', 'query ($id: ID!) { node(id: $id) { id } }', 'BAD_USER_INPUT'],
  ['a field that there is not', '{ newspapers { name } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['a query that is none', '{ outlets {', 'GRAPHQL_PARSE_FAILED'],
] as const) {
  test(`${fault} is answered with the code ${code}`, async () => {
    const { errors } = JSON.parse(await (await ask(query)).text())
    assert.equal(errors[0].extensions.code, code)
  })
}

test('a browser is shown the playground, packed, with no asset of another host; a program is not', async () => {
  const page = await fetch(`${server.origin}/graphql`, { headers: { accept: 'text/html' } })
  assert.equal(page.headers.get('content-encoding'), 'gzip')
  const html = await page.text()
  assert.doesNotMatch(html, /<(script|link|img)[^>]*\s(src|href)="(https?:)?\/\//)
  const program = await fetch(`${server.origin}/graphql?query={__typename}`)
  assert.deepEqual(await program.json(), { data: { __typename: 'Query' } })
})

for (const host of ['a b', '[', 'x<script>', 'localhost:99999', '::1']) {
  test(`a request to the host ${host} is refused without a word of the inside`, async () => {
    const { port } = new URL(server.origin)
    const asked = request({ port, host: '127.0.0.1', path: '/live', headers: { host } })
    asked.end()
    const [answer] = await once(asked, 'response')
    let body = ''
    for await (const chunk of answer) body += chunk
    assert.equal(answer.statusCode, 400)
    assert.ok(answer.headers['x-request-id'])
    assert.deepEqual(JSON.parse(body).errors, [
      {
        message: 'Host is no host name with a port',
        extensions: { code: 'BAD_USER_INPUT', argument: 'Host' },
      },
    ])
  })
}

test('a client that hangs up in the middle of a request does no harm', async () => {
  const { port } = new URL(server.origin)
  const cut = request({
    port,
    host: '127.0.0.1',
    path: '/graphql',
    method: 'POST',
    headers: { 'content-length': 100 },
  })
  cut.on('error', () => {})
  cut.write('{"query":')
  cut.destroy()
  assert.equal((await fetch(`${server.origin}/live`)).status, 200)
})
