import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { WebSocket } from 'ws'
import {
  AuthenticationError,
  CursorExpiredError,
  createDateline,
  type Dateline,
  GraphQLRequestError,
  type LiveStatus,
} from '../../sdk/src/index.ts'
import { webSocketStreams } from '../../sdk/src/websocket.ts'
import { makeEndedKey, makeKey } from '../support/keys.ts'
import { makeOutlet } from '../support/make.ts'
import { openRelay } from '../support/relay.ts'
import { openTestService } from '../support/serve.ts'
import { until } from '../support/until.ts'

const { url, database, subscriptions } = await openTestService({ streams: { heartbeatMs: 200 } })
let names = 0
const make = async () => {
  const slug = `live-${++names}`
  await makeOutlet(database, { slug })
  return slug
}

const carriers: Record<string, (url: string) => Dateline> = {
  'server-sent events': (url) => createDateline({ url }),
  'a WebSocket of the platform': (url) => createDateline({ url, streams: webSocketStreams(url) }),
  'a WebSocket of a package': (url) => createDateline({ url, streams: webSocketStreams(url, { WebSocket }) }),
}

/** Reads a stream as it comes. */
function follow(live: ReturnType<Dateline['entries']['live']>) {
  const slugs: string[] = []
  const done = (async () => {
    for await (const { entry } of live) slugs.push(entry.node.slug)
  })()
  return { slugs, done }
}

for (const [carrier, open] of Object.entries(carriers)) {
  test(`over ${carrier} entries come once, in order, from ready on`, async () => {
    const leave = new AbortController()
    const live = open(url).entries.live({}, { signal: leave.signal })
    await live.ready
    assert.equal(live.status, 'live')
    const { slugs, done } = follow(live)
    const made = [await make(), await make(), await make()]
    await until('all of them', () => slugs.length === made.length)
    assert.deepEqual(slugs, made)
    leave.abort()
    await done
    assert.equal(live.status, 'ended')
  })

  test(`over ${carrier} a connection that is cut is replaced, and nothing is missed`, async () => {
    const relay = await openRelay([url])
    const told: string[] = []
    const onStatus = (status: LiveStatus, error?: Error) =>
      told.push(error ? `${status} ${error.name}` : status)
    const live = open(relay.url).entries.live({}, { onStatus })
    await live.ready
    const { slugs, done } = follow(live)
    const made: string[] = []
    for (let round = 0; round < 5; round++) {
      made.push(await make())
      await until('the entry', () => slugs.length === made.length)
      relay.cut()
      made.push(await make())
    }
    await until('all of them', () => slugs.length === made.length)
    assert.deepEqual(slugs, made)
    assert.deepEqual(told.slice(0, 4), ['live', 'waiting NetworkError', 'connecting', 'live'])
    live.close()
    await done
    await relay.close()
  })

  test(`over ${carrier} leaving the loop ends the subscription at the service`, async () => {
    await until('nobody is there', () => subscriptions.active === 0)
    const { entries } = await createDateline({ url }).entries({ first: 1 })
    assert.ok(entries)
    const live = open(url).entries.live()
    await live.ready
    assert.equal(subscriptions.active, 1)
    const slug = await make()
    for await (const { entry } of live) {
      assert.equal(entry.node.slug, slug)
      break
    }
    await until('nobody is there', () => subscriptions.active === 0)
  })

  test(`over ${carrier} a stream that waits can be left, too`, async () => {
    const live = open(url).entries.live()
    await live.ready
    const { done } = follow(live)
    live.close()
    await done
    await until('nobody is there', () => subscriptions.active === 0)
  })

  test(`over ${carrier} a refusal is thrown, by ready and by the loop`, async () => {
    const live = open(url).entries.live({ after: 'nonsense' })
    const isInvalid = (error: unknown) =>
      error instanceof GraphQLRequestError && error.code === 'INVALID_CURSOR'
    await assert.rejects(live.ready, isInvalid)
    await assert.rejects(follow(live).done, isInvalid)
  })

  test(`over ${carrier} a stream goes on where another one was`, async () => {
    const first = open(url).entries.live()
    await first.ready
    const made = [await make(), await make()]
    for await (const { entry } of first) {
      assert.equal(entry.node.slug, made[0])
      break
    }
    made.push(await make())
    const slugs: string[] = []
    for await (const { entry } of open(url).entries.live({ after: first.cursor })) {
      if (slugs.push(entry.node.slug) === 2) break
    }
    assert.deepEqual(slugs, made.slice(1))
  })
}

test('what a list tells as its cursor leaves nothing out and nothing in', async () => {
  const dateline = createDateline({ url })
  const { outlets } = await dateline.outlets({ first: 1 })
  const slug = await make()
  for await (const { node } of dateline.outlets.live({ after: outlets.feedCursor })) {
    assert.equal(node?.slug, slug)
    break
  }
})

test('a service that says nothing for too long is taken for lost', async () => {
  let connections = 0
  const silent: typeof fetch = async (_url, init) => {
    connections++
    const body = new ReadableStream<Uint8Array>({
      start: (controller) =>
        init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason)),
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }
  const dateline = createDateline({ url, fetch: silent })
  const errors: string[] = []
  const leave = new AbortController()
  const live = dateline.entries.live(
    {},
    {
      silenceMs: 30,
      signal: leave.signal,
      onStatus: (_status, error) => {
        if (error) errors.push(error.name)
      },
    },
  )
  await until('it came back', () => connections >= 3)
  leave.abort()
  await follow(live).done
  assert.equal(errors[0], 'NetworkError')
})

test('a heartbeat is no silence', async () => {
  let waits = 0
  const live = createDateline({ url }).entries.live(
    {},
    { silenceMs: 1_000, onStatus: (status) => (waits += status === 'waiting' ? 1 : 0) },
  )
  await live.ready
  await wait(2_500)
  assert.deepEqual([live.status, waits], ['live', 0])
  live.close()
})

test('a frame that comes twice is told once, and a gap begins anew', async () => {
  const frame = (at: number, previous = at - 1) => ({
    entries: { cursor: `${at}`, previousCursor: `${previous}`, entry: { node: { slug: `e${at}` } } },
  })
  const scripts = [
    [frame(1, 0), frame(2), frame(2), frame(4)],
    [frame(3), frame(4)],
  ]
  const asked: unknown[] = []
  const dateline = createDateline({
    url,
    streams: async function* <Result>({ variables }: { variables: unknown }) {
      asked.push(variables)
      yield* JSON.parse(JSON.stringify(scripts.shift() ?? [])) as Result[]
    },
  })
  const slugs: string[] = []
  for await (const { entry } of dateline.entries.live({ after: '0' })) {
    if (slugs.push(entry.node.slug) === 4) break
  }
  assert.deepEqual(slugs, ['e1', 'e2', 'e3', 'e4'])
  assert.deepEqual(asked, [{ after: '0' }, { after: '2' }])
})

test('a key that has ended ends the stream, over both', async () => {
  const { url, database } = await openTestService({ publicRead: false })
  const apiKey = await makeEndedKey(database, 'READER', 'revoked_at')
  for (const streams of [undefined, webSocketStreams(url)]) {
    const dateline = createDateline({ url, apiKey, streams })
    await assert.rejects(follow(dateline.entries.live()).done, AuthenticationError)
  }
  const good = createDateline({
    url,
    apiKey: await makeKey(database, 'READER'),
    streams: webSocketStreams(url),
  })
  const live = good.entries.live()
  await live.ready
  live.close()
})

test('a place that is kept no more is a CursorExpiredError', async () => {
  const dateline = createDateline({
    url,
    fetch: async () =>
      Response.json(
        { errors: [{ message: 'Too old', extensions: { code: 'CURSOR_EXPIRED' } }] },
        { status: 200 },
      ),
  })
  await assert.rejects(follow(dateline.entries.live({ after: 'a' })).done, CursorExpiredError)
})
