import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { withinSeconds } from '../../../server/limits/deadline.ts'
import { post } from '../../support/ask.ts'
import { makeKey } from '../../support/keys.ts'
import { openTestService } from '../../support/serve.ts'
import { connect, subscribe } from '../../support/web-socket.ts'

const BYTES = 1_000
const service = await openTestService({
  protection: {
    limits: { body: BYTES, bulkBody: 2 * BYTES, headers: 4_096, requestSeconds: 1, executionSeconds: 1 },
  },
})
const off = Number.POSITIVE_INFINITY
const unlimited = await openTestService({
  protection: {
    limits: { requestSeconds: off, executionSeconds: off, headers: off, tokens: off, cost: off },
  },
})
const [reader, editor] = [
  await makeKey(service.database, 'READER'),
  await makeKey(service.database, 'EDITOR'),
]
const { port, hostname } = new URL(service.url)

async function send(bytes: number, { key, mark = '', chunked = false }: Sent = {}) {
  const body = '{"query":"{ __typename }"}'.padEnd(bytes)
  // Types of fetch do not know `duplex`, which a stream needs.
  const init = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
    },
    body: chunked ? new Blob([body]).stream() : body,
    duplex: 'half',
  }
  const answer = await fetch(`${service.url}${mark}`, init)
  return { status: answer.status, ...JSON.parse(await answer.text()) }
}

interface Sent {
  key?: string
  mark?: string
  chunked?: boolean
}

for (const [what, sent, most] of [
  ['on the short way', {}, BYTES],
  ['on the long way', { mark: '?' }, BYTES],
  ['of an untold length', { chunked: true }, BYTES],
  ['of a reader', { key: reader }, BYTES],
  ['of an editor', { key: editor }, 2 * BYTES],
  ['of an editor, of an untold length', { key: editor, chunked: true }, 2 * BYTES],
] as const) {
  test(`a body ${what} has ${most} bytes, and not one more`, async () => {
    assert.deepEqual((await send(most, sent)).data, { __typename: 'Query' })
    const { status, errors } = await send(most + 1, sent)
    assert.equal(status, 413)
    assert.equal(errors[0].extensions.most, most)
  })
}

/** Everything that the service says to what is sent as it is. */
async function sendRaw(text: string, end = true): Promise<string> {
  const socket = connectTcp(Number(port), hostname)
  await once(socket, 'connect')
  socket.write(text)
  if (end) socket.end()
  let answer = ''
  for await (const chunk of socket.setEncoding('utf8')) answer += chunk
  return answer
}

test('headers have as many bytes as they may, and not one more', async () => {
  const head = (much: number) =>
    `GET /live HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-much: ${'x'.repeat(much)}\r\n\r\n`
  const statusOf = async (much: number) => (await sendRaw(head(much))).slice(9, 12)
  let [fits, exceeds] = [0, 8_192]
  while (exceeds - fits > 1) {
    const middle = Math.floor((fits + exceeds) / 2)
    if ((await statusOf(middle)) === '200') fits = middle
    else exceeds = middle
  }
  assert.equal(await statusOf(exceeds), '431')
  assert.ok(Math.abs(head(fits).length - 4_096) < 64, `${head(fits).length} bytes`)
})

test('a request that is not sent whole in time is told so, and cut off', async () => {
  const answer = await sendRaw(
    'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
    false,
  )
  assert.match(answer, /^HTTP\/1.1 408 /)
  assert.match(answer, /REQUEST_TIMEOUT/)
})

/** Until what is given back is called nobody reads or writes outlets. */
async function lockOutlets(): Promise<() => void> {
  const free = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const done = service.database.kysely.transaction().execute(async (trx) => {
    await sql`lock table outlet in access exclusive mode`.execute(trx)
    locked.resolve()
    await free.promise
  })
  await locked.promise
  return async () => {
    free.resolve()
    await done
  }
}

for (const [way, ask] of [
  ['the short way', (query: string) => post(service.url, query, { key: editor })],
  ['the long way', (query: string) => post(`${service.url}?`, query, { key: editor })],
] as const) {
  test(`an operation that takes too long is answered with 503 on ${way}`, async () => {
    const free = await lockOutlets()
    const answer = await ask('{ outlets { totalCount } }')
    const text = await answer.text()
    await free()
    assert.equal(answer.status, 503, text)
    assert.equal(JSON.parse(text).errors[0].extensions.code, 'TIMEOUT')
    assert.equal(answer.headers.get('retry-after'), '1')
    assert.equal((await ask('{ outlets { totalCount } }')).status, 200)
  })
}

test('an operation of a WebSocket that takes too long is told so', async () => {
  const free = await lockOutlets()
  const caller = await connect(service.url)
  caller.send(subscribe('1', '{ outlets { totalCount } }'))
  assert.equal((await caller.next())?.payload[0].extensions.code, 'TIMEOUT')
  await free()
  caller.socket.close()
})

test('a limit that is off bounds nothing', async () => {
  const items = '{ language: "en" } '.repeat(250)
  const query = `{ articles(filter: { and: [{ or: [${items}] }, { or: [${items}] }] }) { totalCount } }`
  assert.match(await (await post(unlimited.url, query)).text(), /totalCount/)
})

test('work without a deadline is waited for', async () => {
  assert.equal(await withinSeconds(Number.POSITIVE_INFINITY, sleep(20, 'done')), 'done')
})
