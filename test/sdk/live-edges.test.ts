import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import { WebSocketServer } from 'ws'
import { createDateline, GraphQLRequestError, type StreamTransport } from '../../sdk/src/index.ts'
import { createTestDateline } from '../../sdk/src/testing.ts'
import { webSocketStreams } from '../../sdk/src/websocket.ts'
import { isAddressInfo } from '../../server/listen.ts'
import { makeOutlet } from '../support/make.ts'
import { openTestService } from '../support/serve.ts'
import { until } from '../support/until.ts'

const { url, database, subscriptions } = await openTestService()

for (const [carrier, streams] of [
  ['server-sent events', undefined],
  ['a WebSocket', webSocketStreams(url)],
] as const) {
  test(`over ${carrier} a stream whose entry nobody takes ends when it is closed`, async () => {
    const dateline = createDateline({ url, streams })
    const { outlets } = await dateline.outlets({ first: 1 })
    const outer = new AbortController()
    const lives = [
      dateline.outlets.live({ after: outlets.feedCursor }),
      dateline.outlets.live({ after: outlets.feedCursor }, { signal: outer.signal }),
    ]
    await Promise.all(lives.map(({ ready }) => ready))
    await makeOutlet(database, { slug: `unread-${carrier.length}` })
    // What was written after it is told after it: the entry waits for its readers by then.
    const other = dateline.outlets.live({ after: outlets.feedCursor })
    for await (const _ of other) break
    await turn()
    lives[0]?.close()
    outer.abort()
    await until('nobody is there', () => subscriptions.active === 0)
    assert.deepEqual(
      lives.map(({ status }) => status),
      ['ended', 'ended'],
    )
  })
}

test('an entry that waits for its reader is not behind the cursor', async () => {
  const dateline = createTestDateline({ live: { entries: [{ entry: { action: 'CREATED' } }] } })
  const live = dateline.entries.live({ after: '0' })
  await live.ready
  await turn()
  assert.equal(live.cursor, '0')
  for await (const { cursor } of live) {
    assert.notEqual(cursor, '0')
    assert.equal(live.cursor, cursor)
    break
  }
})

/** Tells entries, as fast as they are read, until it is left. */
function entries(connected: () => void): StreamTransport {
  return async function* <Result>({ variables, signal }: Parameters<StreamTransport>[0]) {
    connected()
    for (let at = Number(Object(variables).after ?? 0); !signal?.aborted; at++) {
      const frame = { cursor: `${at + 1}`, previousCursor: `${at}`, entry: {} }
      yield { entries: frame } as Result
    }
  }
}

test('a reader who takes his time does not make the service silent', async () => {
  let connections = 0
  const dateline = createDateline({ url, streams: entries(() => connections++) })
  let read = 0
  for await (const _ of dateline.entries.live({}, { silenceMs: 20 })) {
    if (++read === 3) break
    await wait(60)
  }
  assert.equal(connections, 1)
})

test('a silence without end can be asked for', async () => {
  let connections = 0
  const dateline = createDateline({
    url,
    streams: async function* <Result>({ signal }: Parameters<StreamTransport>[0]) {
      connections++
      yield { entries: { cursor: '0', previousCursor: '0', entry: null } } as Result
      if (signal) await once(signal, 'abort')
    },
  })
  const live = dateline.entries.live({}, { silenceMs: Number.POSITIVE_INFINITY })
  await live.ready
  await wait(30)
  assert.deepEqual([live.status, connections], ['live', 1])
  live.close()
})

test('a defect of the caller is told as it is, and leaves no promise behind', async () => {
  const dateline = createDateline({ url })
  const filter = JSON.parse('{}')
  filter.self = filter
  const live = dateline.entries.live({ filter })
  await assert.rejects(live.ready, TypeError)
  const failing = dateline.entries.live({}, { onStatus: () => assert.fail('of the caller') })
  await assert.rejects(failing.ready, { message: 'of the caller' })
  const left = dateline.entries.live(
    {},
    { onStatus: (status) => assert.notEqual(status, 'ended'), signal: AbortSignal.abort() },
  )
  await left.ready
})

test('a key that never comes holds up neither leaving nor the watch for silence', async () => {
  for (const streams of [undefined, webSocketStreams(url)]) {
    let asked = 0
    const apiKey = () => {
      asked++
      return new Promise<string>(() => {})
    }
    const live = createDateline({ url, apiKey, streams }).entries.live({}, { silenceMs: 20 })
    await until('it was asked again', () => asked >= 2)
    live.close()
    await live.ready
    assert.equal(live.status, 'ended')
  }
})

test('a WebSocket that went silent for one is not used again, though others wait at it', async (t) => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  t.after(() => {
    for (const socket of server.clients) socket.terminate()
    server.close()
  })
  await once(server, 'listening')
  let connections = 0
  server.on('connection', (socket) => {
    const isDead = ++connections === 1
    let told = 0
    socket.on('message', (data) => {
      const { id, type } = JSON.parse(String(data))
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}')
      const frame = { cursor: '0', previousCursor: '0', entry: null }
      if (type !== 'subscribe' || (isDead && ++told > 2)) return
      socket.send(JSON.stringify({ id, type: 'next', payload: { data: { entries: frame } } }))
    })
  })
  const address = server.address()
  const streams = webSocketStreams(`http://127.0.0.1:${isAddressInfo(address) ? address.port : 0}/`)
  const dateline = createDateline({ url, streams })
  const patient = dateline.entries.live()
  const live = dateline.entries.live({}, { silenceMs: 200 })
  await Promise.all([patient.ready, live.ready])
  assert.equal(connections, 1)
  await until('it came back', () => connections === 2 && live.status === 'live')
  assert.equal(patient.status, 'live')
  live.close()
  patient.close()
  await until('both are left', () => server.clients.size === 0)
})

test('a platform without WebSockets, and an address that is none, are told at once', (t) => {
  assert.throws(() => webSocketStreams('nowhere'), TypeError)
  const { WebSocket } = globalThis
  t.after(() => Object.assign(globalThis, { WebSocket }))
  Reflect.deleteProperty(globalThis, 'WebSocket')
  assert.throws(() => webSocketStreams(url), /no WebSocket/)
})

test('what is too long for a WebSocket is told, and does not come again to end the streams beside it', async () => {
  const dateline = createDateline({ url, streams: webSocketStreams(url) })
  const beside = dateline.entries.live()
  await beside.ready
  const long = dateline.entries.live({ after: 'x'.repeat(70_000) })
  await assert.rejects(
    long.ready,
    (error) => error instanceof GraphQLRequestError && error.code === 'PAYLOAD_TOO_LARGE',
  )
  await until('the other is back', () => beside.status === 'live')
  beside.close()
})
