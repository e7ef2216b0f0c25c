import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  createClient,
  createDateline,
  GraphQLRequestError,
  HttpError,
  NetworkError,
} from '../../sdk/src/index.ts'
import { openTestService } from '../support/serve.ts'

const { url } = await openTestService()

test('a signal ends a stream that waits for its next entry', async () => {
  const controller = new AbortController()
  const dateline = createDateline({
    url,
    fetch: async (...request) => {
      const response = await fetch(...request)
      setTimeout(() => controller.abort(), 50)
      return response
    },
  })
  assert.deepEqual(await collect(dateline.entries.live({}, { signal: controller.signal })), [])
})

test('a stream that the service refuses throws what it was told', async () => {
  const dateline = createDateline({ url })
  await assert.rejects(
    collect(dateline.entries.live({ after: 'nonsense' })),
    (error) => error instanceof GraphQLRequestError && error.code === 'INVALID_CURSOR',
  )
  await assert.rejects(
    collect(dateline.subscribe('subscription { nothing }')),
    (error) => error instanceof GraphQLRequestError && error.code === 'GRAPHQL_VALIDATION_FAILED',
  )
})

test('an answer that is no stream is an HttpError', async () => {
  const client = createClient({ url, fetch: async () => Response.json({ data: { tick: '1' } }) })
  await assert.rejects(collect(client.subscribe('subscription { tick }')), HttpError)
})

test('results are whole, however the bytes are cut', async () => {
  const bytes = new TextEncoder().encode(
    `:\n\n${next({ tick: 'é😀' })}:\n\n${next({ tick: '2' }).replaceAll('\n', '\r\n')}event: complete\ndata:\n\n`,
  )
  for (const size of [1, 2, 3, 7, bytes.length]) {
    const { client } = scripted(cut(bytes, size))
    assert.deepEqual(await collect(client.subscribe('subscription { tick }')), [
      { tick: 'é😀' },
      { tick: '2' },
    ])
  }
})

test('a result of several lines, and among comments and fields of no use, is one', async () => {
  const text =
    ': so\nevent: next\nid: 7\nretry: 1\nwhatever\ndata: {"data":\ndata:  {"tick":"1"}\ndata: }\n\nevent: complete\ndata:\n\n'
  for (const lines of [text, text.replaceAll('\n', '\r\n')]) {
    const { client } = scripted(cut(new TextEncoder().encode(lines), 5))
    assert.deepEqual(await collect(client.subscribe('subscription { tick }')), [{ tick: '1' }])
  }
})

test('a result of many chunks takes as long to read as many results of as many chunks', async () => {
  const CHUNK_BYTES = 1_024
  const timeToRead = async (results: number, characters: number) => {
    const text = next({ tick: 'x'.repeat(characters) }).repeat(results)
    const { client } = scripted(
      cut(new TextEncoder().encode(`${text}event: complete\ndata:\n\n`), CHUNK_BYTES),
    )
    const start = performance.now()
    const read = await collect(client.subscribe<{ tick: string }>('subscription { tick }'))
    assert.deepEqual(
      read.map(({ tick }) => tick.length),
      Array(results).fill(characters),
    )
    return performance.now() - start
  }
  await timeToRead(1, 100_000)
  const [many, one] = [await timeToRead(16, 250_000), await timeToRead(1, 4_000_000)]
  assert.ok(one < 4 * many + 250, `${one} ms, and ${many} ms`)
})

test('a stream that stops before it is complete is a NetworkError', async () => {
  const { client } = scripted([new TextEncoder().encode(next({ tick: '1' }))])
  const ticks: unknown[] = []
  await assert.rejects(async () => {
    for await (const tick of client.subscribe('subscription { tick }')) ticks.push(tick)
  }, NetworkError)
  assert.deepEqual(ticks, [{ tick: '1' }])
})

test('leaving the loop ends the connection', async () => {
  const script = scripted([new TextEncoder().encode(next({ tick: '1' }))], { stays: true })
  for await (const tick of script.client.subscribe('subscription { tick }')) {
    assert.deepEqual(tick, { tick: '1' })
    break
  }
  assert.ok(script.isEnded())
})

const next = (data: unknown) => `event: next\ndata: ${JSON.stringify({ data })}\n\n`

const cut = (bytes: Uint8Array, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  )

/** A client of a service that sends these bytes and closes the connection, or stays silent. */
function scripted(chunks: readonly Uint8Array[], { stays = false } = {}) {
  let ended = false
  const body = new ReadableStream({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk)
      if (!stays) controller.close()
    },
    cancel: () => {
      ended = true
    },
  })
  const response = new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  return { client: createClient({ url, fetch: async () => response }), isEnded: () => ended }
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}
