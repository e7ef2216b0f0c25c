import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { makeKey } from '../support/keys.ts'
import { openTestService } from '../support/serve.ts'

const { url, database } = await openTestService()
const key = await makeKey(database, 'EDITOR')
const limited = await openTestService({ protection: { limits: { addressRate: 60 } } })

/** Sends a request whose target and host are as they stand. */
async function send(line: string, body: string | Buffer = '', headers: readonly string[] = [], to = url) {
  const { hostname, port } = new URL(to)
  const socket = connect(Number(port), hostname)
  const length = Buffer.byteLength(body)
  const head = [
    `${line} HTTP/1.1`,
    'host: localhost',
    'connection: close',
    `content-length: ${length}`,
    ...headers,
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  socket.write(body)
  let answer = ''
  for await (const chunk of socket.setEncoding('utf8')) answer += chunk
  const [start = '', text = ''] = answer.split('\r\n\r\n')
  return { status: Number(start.split(' ')[1]), text }
}

const JSON_POST = ['content-type: application/json']
const TYPENAME = '{"query":"{ __typename }"}'

test('whatever leads to GraphQL is answered as it is there, a whole address too', async () => {
  for (const target of [
    '/graphql',
    '/./graphql',
    '/x/../graphql',
    '/%2e/graphql',
    'http://localhost/graphql',
  ])
    assert.deepEqual(await send(`POST ${target}`, TYPENAME, JSON_POST), {
      status: 200,
      text: '{"data":{"__typename":"Query"}}',
    })
  assert.equal((await send('GET http://localhost/live')).status, 200)
})

test('what only looks like it does not', async () => {
  for (const target of ['/graphql/', '//graphql', '/GRAPHQL', '/graphql%2f', '/graph%71l'])
    assert.equal((await send(`POST ${target}`, TYPENAME, JSON_POST)).status, 404, target)
})

test('bytes that are no UTF-8 are not stored by any of its names', async () => {
  const body = Buffer.concat([
    Buffer.from('{"query":"mutation { createOutlet(input: { name: \\"a'),
    Buffer.from([0xff]),
    Buffer.from('\\" }) { __typename } }"}'),
  ])
  for (const target of ['/./graphql', '/live/../graphql', '/graphql#a', 'http://localhost/graphql']) {
    const { status, text } = await send(`POST ${target}`, body, [
      ...JSON_POST,
      `authorization: Bearer ${key}`,
    ])
    assert.deepEqual([status, JSON.parse(text).errors[0].extensions.code], [400, 'BAD_REQUEST'], target)
  }
})

test('a rate counts a request by any name', async () => {
  const statuses: number[] = []
  for (let nth = 0; nth < 61; nth++)
    statuses.push((await send('GET /live/../graphql?query={__typename}', '', [], limited.url)).status)
  assert.ok(statuses.includes(429))
})

test('what is expected beyond HTTP changes nothing', async () => {
  const { status } = await send('POST /graphql', TYPENAME, [...JSON_POST, 'expect: nonsense'])
  assert.equal(status, 200)
})

test('headers of nothing but blanks are read at once', async () => {
  const start = performance.now()
  await send('POST /graphql', TYPENAME, [`content-type: application/json;a${' '.repeat(60_000)}b`])
  assert.ok(performance.now() - start < 500)
})
