import assert from 'node:assert/strict'
import { test } from 'node:test'
import { converse } from '../../support/converse.ts'
import { makeAll } from '../../support/make.ts'
import { openTestService } from '../../support/serve.ts'
import { until } from '../../support/until.ts'

const { url, database, subscriptions } = await openTestService()
const { pathname } = new URL(url)

const BODY = JSON.stringify({ query: 'subscription { outlets { cursor entry { action } node { name } } }' })
const requestOf = (version: string) =>
  `POST ${pathname} HTTP/${version}\r\nhost: x\r\naccept: text/event-stream\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`

test('a client of HTTP/1.0, which knows no chunks, is sent bare events', async () => {
  const { heard, close } = converse(url, requestOf('1.0'))
  await until('its place', () => heard.text.includes('"entry":null'))
  await makeAll(database, 'Outlet', [{ name: 'Ünö' }, { name: 'Two' }])
  await until('both', () => heard.text.includes('"name":"Two"'))
  const [, body = ''] = heard.text.split('\r\n\r\n')
  assert.doesNotMatch(body, /\r/)
  assert.match(
    body,
    /^event: next\nid: .*\ndata: .*\n\nevent: next\nid: .*\ndata: .*"Ünö".*\n\nevent: next\n/,
  )
  close()
})

test('a stream that is asked for behind another request is answered behind it, and whole', async () => {
  const query = JSON.stringify({ query: '{ outlets { totalCount } }' })
  const first = `POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${query.length}\r\n\r\n${query}`
  const { heard, close } = converse(url, first + requestOf('1.1'))
  await until('its place', () => heard.text.includes('"entry":null'))
  await makeAll(database, 'Outlet', [{ name: 'Three' }])
  await until('the entry', () => heard.text.includes('"name":"Three"'))
  assert.ok(heard.text.indexOf('totalCount') < heard.text.indexOf('text/event-stream'))
  assert.ok(heard.text.indexOf('text/event-stream') < heard.text.indexOf('event: next'))
  close()
})

test('the chunks of a stream are as long as they say, and it ends in order', async () => {
  const { heard } = converse(url, requestOf('1.1'))
  await until('its place', () => heard.text.includes('"entry":null'))
  await makeAll(database, 'Outlet', [{ name: 'Ünö' }, { name: 'Two' }])
  await until('both', () => heard.text.includes('"name":"Two"'))
  subscriptions.close()
  await until('the end', () => heard.text.endsWith('0\r\n\r\n'))
  let body = Buffer.from(heard.text.slice(heard.text.indexOf('\r\n\r\n') + 4))
  let events = ''
  for (;;) {
    const end = body.indexOf('\r\n')
    const size = Number.parseInt(String(body.subarray(0, end)), 16)
    assert.equal(String(body.subarray(end + 2 + size, end + 4 + size)), '\r\n')
    if (size === 0) break
    events += body.subarray(end + 2, end + 2 + size)
    body = body.subarray(end + 4 + size)
  }
  assert.match(events, /"Ünö".*\n\n.*\n.*\n.*"Two".*\n\n[\s\S]*GOING_AWAY[\s\S]*event: complete\ndata:\n\n$/)
})
