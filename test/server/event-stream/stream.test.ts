import assert from 'node:assert/strict'
import { request } from 'node:http'
import { test } from 'node:test'
import { makeKey } from '../../support/keys.ts'
import { makeOutlet, makeSubject } from '../../support/make.ts'
import { openTestService } from '../../support/serve.ts'
import { askForStream } from '../../support/stream.ts'
import { until } from '../../support/until.ts'

const { url, database } = await openTestService()
const stopped = await openTestService()
const editor = await makeKey(database, 'EDITOR')

const ENTRIES = 'subscription { entries { cursor entry { kind node { ... on Outlet { name } } } } }'

for (const method of ['GET', 'POST']) {
  test(`a query by ${method} is streamed: one result, the end, and no more`, async () => {
    const stream = await askForStream(url, { method, query: '{ __typename }' })
    assert.equal(stream.status, 200)
    const events = await stream.rest()
    assert.deepEqual(
      events.map(({ event }) => event),
      ['next', 'complete'],
    )
    assert.deepEqual(events[0]?.data, { data: { __typename: 'Query' } })
  })

  test(`a subscription by ${method} is streamed as it happens`, async () => {
    const stream = await askForStream(url, { method, query: ENTRIES })
    assert.equal(stream.status, 200)
    await makeOutlet(database, { name: 'Streamed' })
    assert.deepEqual((await stream.nextEntry()).entry, { kind: 'Outlet', node: { name: 'Streamed' } })
    stream.close()
  })
}

test('a mutation is done and streamed', async () => {
  const query = 'mutation { createOutlet(input: { name: "By stream" }) { __typename } }'
  const stream = await askForStream(url, { query, headers: { authorization: `Bearer ${editor}` } })
  const events = await stream.rest()
  assert.deepEqual(events[0]?.data, { data: { createOutlet: { __typename: 'CreateOutletPayload' } } })
  assert.equal(events.at(-1)?.event, 'complete')
})

test('a stream says so at once: its head comes before the first event, and no cache keeps it', async () => {
  const stream = await askForStream(url, { query: ENTRIES, headers: { 'x-request-id': 'of-a-stream' } })
  assert.match(stream.headers.get('content-type') ?? '', /^text\/event-stream\b/)
  assert.match(stream.headers.get('cache-control') ?? '', /no-cache|no-store/)
  assert.equal(stream.headers.get('x-request-id'), 'of-a-stream')
  assert.equal(stream.headers.get('content-length'), null)
  stream.close()
})

test('a stream begins with bytes, for browsers that wait for some', async () => {
  const { port } = new URL(url)
  const first = await new Promise<string>((resolve, reject) => {
    const headers = { accept: 'text/event-stream' }
    const path = `/graphql?query=${encodeURIComponent(ENTRIES)}`
    const asked = request({ port, host: '127.0.0.1', path, headers })
    asked.once('response', (answer) =>
      answer.once('data', (bytes) => {
        resolve(String(bytes))
        asked.destroy()
      }),
    )
    asked.once('error', reject).end()
  })
  assert.match(first, /^(:|event:|id:|data:|retry:)/)
})

test('what is written in lines stays in one line of the stream', async () => {
  const stream = await askForStream(url, { query: ENTRIES })
  const name = 'First\u2028second "third" Fünfte 第六 🗞'
  await makeOutlet(database, { name })
  assert.equal((await stream.nextEntry()).entry.node.name, name)
  for (const line of stream.text().split('\n')) assert.match(line, /^(event: \w+|data:.*|id:.*|:.*|)$/s)
  stream.close()
})

for (const [what, query, variables, code] of [
  ['a field that there is not', '{ newspapers }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ['a subscription to what there is not', 'subscription { newspapers }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ['a query that is none', '{ outlets {', {}, 'GRAPHQL_PARSE_FAILED'],
  ['a cursor that is none', 'subscription { entries(after: "x") { cursor } }', {}, 'INVALID_CURSOR'],
] as const) {
  test(`${what} is told in the stream, which a browser takes for none with another status`, async () => {
    const stream = await askForStream(url, { query, variables })
    assert.equal(stream.status, 200)
    const events = await stream.rest()
    assert.deepEqual(
      events.map(({ event }) => event),
      ['next', 'complete'],
    )
    assert.equal(events[0]?.data.errors[0].extensions.code, code)
  })
}

test('a variable of a wrong type is told in the stream', async () => {
  const query = 'subscription ($after: Cursor) { entries(after: $after) { cursor } }'
  const events = await (await askForStream(url, { query, variables: { after: 7 } })).rest()
  assert.deepEqual(
    events.map(({ event }) => event),
    ['next', 'complete'],
  )
  const { code, argument } = events[0]?.data.errors[0].extensions ?? {}
  assert.deepEqual([code, argument], ['BAD_USER_INPUT', 'after'])
})

test('a subscription that fails ends, and tells nothing of the database', async () => {
  const stream = await askForStream(url, { query: ENTRIES })
  await makeOutlet(database)
  await stream.nextEntry()
  await database.kysely.schema.alterTable('outlet').renameTo('hidden').execute()
  await makeSubject(database)
  const rest = await stream.rest().catch(() => [])
  await database.kysely.schema.alterTable('hidden').renameTo('outlet').execute()
  assert.doesNotMatch(stream.text(), /relation|select|hidden/)
  assert.notEqual(rest.at(-1)?.event, 'next')
})

test('a stream that its reader closes reads no more', async () => {
  const [mine, other] = [
    await askForStream(url, { query: ENTRIES }),
    await askForStream(url, { query: ENTRIES }),
  ]
  await makeOutlet(database)
  await mine.nextEntry()
  await other.nextEntry()
  mine.close()
  await until('the end of the other reader', async () => {
    const reads = database.reads.length
    await makeOutlet(database)
    await other.nextEntry()
    return database.reads.length - reads <= 1
  })
  other.close()
})

test('streams are apart: each is sent what it asked for', async () => {
  const revised = 'subscription { entries(filter: { action: [REVISED] }) { entry { kind action } } }'
  const [all, some] = [
    await askForStream(url, { query: ENTRIES }),
    await askForStream(url, { query: revised }),
  ]
  const { slug } = await makeOutlet(database)
  await makeOutlet(database, { slug, name: 'Renamed' })
  assert.equal((await all.nextEntry()).entry.kind, 'Outlet')
  assert.equal((await some.nextEntry()).entry.action, 'REVISED')
  all.close()
  some.close()
})

test('a page of another origin may read a stream', async () => {
  const stream = await askForStream(url, { query: ENTRIES, headers: { origin: 'https://gazette.example' } })
  assert.equal(stream.headers.get('access-control-allow-origin'), '*')
  stream.close()
})

test('a stop ends a stream by its end, and not by a break', async () => {
  const stream = await askForStream(stopped.url, { query: ENTRIES })
  const closing = stopped.close()
  assert.equal((await stream.rest()).at(-1)?.event, 'complete')
  await closing
})
