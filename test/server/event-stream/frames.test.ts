import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import type { Frame } from '../../../schema/feed/subscriptions.ts'
import { writeEvents } from '../../../server/event-stream.ts'
import { listen } from '../../../server/listen.ts'
import { openTestFeed } from '../../support/feed.ts'
import { makeAll, makeOutlet } from '../../support/make.ts'
import { openTestService } from '../../support/serve.ts'
import { openEvents, openStream } from '../../support/stream.ts'
import { until } from '../../support/until.ts'

const { url, database, subscriptions } = await openTestService()

const ENTRIES = 'subscription ($after: Cursor) { entries(after: $after) { cursor entry { nodeId } } }'

test('each frame carries its cursor as the id of its event', async () => {
  const stream = await openStream(url, ENTRIES)
  assert.equal(stream.headers.get('content-type'), 'text/event-stream; charset=utf-8')
  assert.equal(stream.headers.get('cache-control'), 'no-store')
  assert.ok(stream.headers.get('x-request-id'))
  await makeOutlet(database)
  for (const event of [await stream.next(), await stream.next()]) {
    assert.equal(event?.event, 'next')
    assert.equal(event?.id, event?.data.data.entries.cursor)
  }
  stream.close()
  await until('its end', () => subscriptions.active === 0)
})

for (const [what, search, accept, isChunked] of [
  ['in chunks', '', 'text/event-stream', true],
  ['at an address with more in it', '?x=1', 'text/event-stream', false],
  ['by who takes anything', '', '*/*', false],
] as const) {
  test(`a subscription that is asked for ${what} is sent the same bytes as any other`, async () => {
    const usual = await openStream(url, ENTRIES)
    const after = (await usual.next())?.id ?? ''
    await makeOutlet(database)
    await usual.next()
    const body = JSON.stringify({ query: ENTRIES, variables: { after } })
    const headers = { accept, 'content-type': 'application/json' }
    const unusual = await openEvents(`${url}${search}`, {
      method: 'POST',
      headers,
      ...(isChunked ? { body: new Blob([body]).stream(), duplex: 'half' } : { body }),
    })
    for (let nth = 0; nth < 2; nth++) await unusual.next()
    assert.equal(unusual.text(), usual.text())
    for (const name of ['content-type', 'cache-control', 'x-accel-buffering', 'transfer-encoding']) {
      assert.equal(unusual.headers.get(name), usual.headers.get(name), name)
    }
    usual.close()
    unusual.close()
    await until('their end', () => subscriptions.active === 0)
  })
}

test('Last-Event-ID goes on where a connection was lost, and wins over the argument', async () => {
  const stream = await openStream(url, ENTRIES)
  const start = (await stream.next())?.id
  const [one, other] = await makeAll(database, 'Outlet', [{}, {}])
  const first = await stream.next()
  assert.equal(first?.data.data.entries.entry.nodeId, one?.id)
  stream.close()
  for (const variables of [{}, { after: start }]) {
    const resumed = await openStream(url, ENTRIES, variables, { 'last-event-id': first?.id ?? '' })
    assert.equal((await resumed.next())?.id, first?.id)
    assert.equal((await resumed.nextEntry()).entry.nodeId, other?.id)
    resumed.close()
  }
})

test('a Last-Event-ID that leads nowhere is refused, whatever the argument says', async () => {
  const stream = await openStream(url, ENTRIES)
  const after = (await stream.next())?.id
  stream.close()
  const refused = await openStream(url, ENTRIES, { after }, { 'last-event-id': 'nonsense' })
  assert.equal((await refused.next())?.data.errors[0].extensions.code, 'INVALID_CURSOR')
  assert.equal((await refused.next())?.event, 'complete')
})

test('a browser subscribes by GET, with the operation in the address', async () => {
  const address = new URL(url)
  address.searchParams.set('query', ENTRIES)
  const start = await openEvents(address, { headers: { accept: 'text/event-stream' } })
  const after = (await start.next())?.id ?? ''
  start.close()
  const made = await makeOutlet(database)
  address.searchParams.set('variables', JSON.stringify({ after }))
  const stream = await openEvents(address, { headers: { accept: 'text/event-stream' } })
  assert.equal((await stream.next())?.id, after)
  assert.equal((await stream.nextEntry()).entry.nodeId, made.id)
  stream.close()
})

for (const [what, source, field] of [
  ['query', '{ outlets { totalCount } }', 'data'],
  ['query that is refused', '{ outlets(first: 101) { totalCount } }', 'errors'],
  [
    'mutation that is refused',
    'mutation { withdraw(input: { id: "Outlet:1", reason: "x" }) { __typename } }',
    'errors',
  ],
  ['document that is none', 'subscription { entries {', 'errors'],
] as const) {
  test(`a ${what} is answered in one event where a stream is asked for`, async () => {
    const stream = await openStream(url, source)
    if (stream.status !== 200) return assert.equal(stream.status, 401)
    const event = await stream.next()
    assert.equal(event?.event, 'next')
    assert.ok(event?.data[field])
    assert.equal((await stream.next())?.event, 'complete')
  })
}

test('a subscription that is asked for in an unusual way is sent the same frames', async () => {
  const query = ENTRIES.replace('($after: Cursor)', '').replace('(after: $after)', '')
  const stream = await openEvents(url, {
    method: 'POST',
    headers: { 'content-type': 'application/graphql', accept: 'text/event-stream' },
    body: query,
  })
  const start = (await stream.next())?.data.data.entries
  assert.deepEqual(start.entry, null)
  const made = await makeOutlet(database)
  assert.equal((await stream.nextEntry()).entry.nodeId, made.id)
  stream.close()
  await until('its end', () => subscriptions.active === 0)
})

test('a reader that stops reading is told so and cut off; others are sent everything meanwhile', async () => {
  const { subscribe, feed } = await openTestFeed(database)
  const { cursor: after } = feed.head
  const source = `subscription ($after: Cursor) { outlets(after: $after) { cursor entry { nodeId } node { ${Array.from(
    { length: 60 },
    (_, at) => `a${at}: name`,
  ).join(' ')} } } }`
  const streams: Promise<void>[] = []
  const stalled = await listen(
    {
      request: async (_request, response) => {
        const { subscription } = await subscribe(source, { after })
        response.once('close', () => subscription.return())
        streams.push(writeEvents(response, subscription, 200))
      },
    },
    '127.0.0.1',
    0,
  )
  await makeAll(
    database,
    'Outlet',
    Array.from({ length: 400 }, () => ({ name: 'A name of some length '.repeat(12) })),
  )
  const { port } = new URL(stalled.origin)
  const socket = connect(Number(port), '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
  socket.pause()
  const reader = await subscribe(source, { after })
  for (let nth = 0; nth < 400; nth++) await reader.entry()
  await until('the end of the writing', () => streams.length === 1)
  await Promise.all(streams)
  let text = ''
  socket.on('data', (bytes) => {
    text += bytes
  })
  socket.resume()
  await until('the last word', () => text.includes('SLOW_READER') && text.includes('event: complete'))
  socket.destroy()
  await stalled.close(0)
})

test('what is written to all is made into bytes once, without line breaks', async () => {
  const frames: Frame[] = [{ text: '{"data":\n1}', cursor: 'a' }]
  const written: string[] = []
  const server = await listen(
    {
      request: async (_request, response) => {
        const rounds = [frames]
        await writeEvents(response, {
          next: async () => rounds.shift() ?? null,
          return: () => {},
          end: () => {},
        })
      },
    },
    '127.0.0.1',
    0,
  )
  for (let nth = 0; nth < 2; nth++) written.push(await (await fetch(server.origin)).text())
  assert.deepEqual(
    new Set(written),
    new Set(['event: next\nid: a\ndata: {"data": 1}\n\nevent: complete\ndata:\n\n']),
  )
  await server.close(0)
})
