import assert from 'node:assert/strict'
import { test } from 'node:test'
import { converse } from '../support/converse.ts'
import { makeKey } from '../support/keys.ts'
import { openTestService } from '../support/serve.ts'
import { until } from '../support/until.ts'

const { url, database, subscriptions } = await openTestService()
const { pathname } = new URL(url)
const key = await makeKey(database, 'EDITOR')

const stream = `GET ${pathname}?query=${encodeURIComponent('subscription { entries { cursor } }')} HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\n\r\n`
const UPGRADE =
  'connection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n'

for (const [what, last] of [
  ['CONNECT', 'CONNECT a:80 HTTP/1.1\r\nhost: x\r\n\r\n'],
  ['an upgrade', `GET ${pathname} HTTP/1.1\r\nhost: x\r\n${UPGRADE}`],
  ['an upgrade that is refused', `GET /nowhere HTTP/1.1\r\nhost: x\r\n${UPGRADE}`],
  ['nothing', ''],
] as const) {
  test(`streams that wait for their turn on a connection end with it, behind them ${what}`, async () => {
    const { socket } = converse(url)
    socket.write(stream.repeat(50))
    await until('all of them', () => subscriptions.active === 50)
    socket.write(last)
    if (what === 'CONNECT') await new Promise((resolve) => socket.once('close', resolve))
    else socket.destroy()
    await until('their end', () => subscriptions.active === 0)
  })
}

test('what is asked for behind a mutation opens no WebSocket before its answer', async () => {
  const { socket, heard } = converse(url)
  const query =
    'mutation { createOutlet(input: { name: "Pipelined" }) { ... on CreateOutletPayload { node { name } } } }'
  const body = JSON.stringify({ query })
  socket.write(
    `POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nauthorization: Bearer ${key}\r\ncontent-length: ${body.length}\r\n\r\n${body}` +
      `GET ${pathname} HTTP/1.1\r\nhost: x\r\n${UPGRADE}`,
  )
  await until('both answers', () => heard.text.split('HTTP/1.1 ').length === 3)
  const [, first = '', second = ''] = heard.text.split('HTTP/1.1 ')
  assert.match(first, /^200 OK.*"name":"Pipelined"/s)
  assert.doesNotMatch(second, /^101/)
  socket.write(`GET ${pathname} HTTP/1.1\r\nhost: x\r\n${UPGRADE}`)
  await until('the WebSocket', () => heard.text.includes('HTTP/1.1 101 '))
  socket.destroy()
})

test('a client of HTTP/1.0 is opened no WebSocket', async () => {
  const { socket, heard } = converse(url)
  socket.write(`GET ${pathname} HTTP/1.0\r\nhost: x\r\n${UPGRADE}`)
  await new Promise((resolve) => socket.once('close', resolve))
  assert.match(heard.text, /^HTTP\/1\.1 [24]\d\d /)
})
