import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask } from '../../support/ask.ts'
import { openTestService } from '../../support/serve.ts'
import { askForStream } from '../../support/stream.ts'

const { url } = await openTestService()

const QUERY = '{ __typename }'
const ENTRIES = 'subscription { entries { cursor } }'

const typeOf = ({ headers }: { headers: Headers }) => headers.get('content-type')?.split(';')[0]

for (const accept of [
  'text/event-stream',
  'Text/Event-Stream',
  'text/event-stream; charset=utf-8',
  'application/json, text/event-stream',
  'text/event-stream, */*;q=0.1',
  'text/*',
  '*/*',
]) {
  test(`a subscription is streamed to whoever takes ${accept}`, async () => {
    const stream = await askForStream(url, { query: ENTRIES, accept })
    assert.equal(stream.status, 200)
    assert.equal(typeOf(stream), 'text/event-stream')
    stream.close()
  })
}

for (const accept of [
  'application/json',
  'application/graphql-response+json',
  'multipart/mixed',
  'image/png',
  'gibberish',
]) {
  test(`a subscription is not to be had as ${accept}: 406, and what it is to be had as`, async () => {
    const answer = await askForStream(url, { query: ENTRIES, accept })
    assert.equal(answer.status, 406)
    assert.match(answer.headers.get('accept') ?? '', /text\/event-stream/)
    answer.close()
  })
}

test('a query is streamed to whoever takes nothing else, and answered at once to whoever takes JSON', async () => {
  const stream = await askForStream(url, { query: QUERY })
  assert.equal(typeOf(stream), 'text/event-stream')
  stream.close()
  for (const accept of ['application/json', '*/*', 'application/json, text/event-stream']) {
    const answer = await askForStream(url, { query: QUERY, accept })
    assert.equal(typeOf(answer), 'application/json')
    answer.close()
  }
})

test('whoever asks for nothing is told so, as a stream or as JSON, as it takes it', async () => {
  for (const method of ['GET', 'POST']) {
    const stream = await askForStream(url, { method })
    assert.equal(typeOf(stream), 'text/event-stream')
    const [event] = await stream.rest()
    assert.match(event?.data.errors[0].message, /query/)
  }
  const answer = await askForStream(url, { method: 'GET', accept: 'application/json' })
  assert.equal(typeOf(answer), 'application/json')
  answer.close()
})

test('a mutation is not done by GET', async () => {
  const query = 'mutation { createOutlet(input: { name: "By GET" }) { __typename } }'
  const stream = await askForStream(url, { method: 'GET', query })
  assert.equal(stream.status, 405)
  assert.match(stream.headers.get('allow') ?? '', /POST/)
  await stream.rest()
  assert.doesNotMatch(JSON.stringify(await ask(url, '{ outlets { nodes { name } } }')), /By GET/)
})

test('one stream for many operations is not offered: no token is given out', async () => {
  for (const method of ['PUT', 'DELETE', 'PATCH']) {
    const answer = await askForStream(url, { method })
    assert.equal(answer.status, 405)
    assert.equal(answer.headers.get('allow'), 'GET, POST')
    await answer.rest()
    assert.match(answer.text(), /GET and POST/)
  }
})

test('a token that nobody gave out changes nothing', async () => {
  const headers = { 'x-graphql-event-stream-token': '0' }
  const events = await (await askForStream(url, { query: QUERY, headers })).rest()
  assert.deepEqual(events[0]?.data, { data: { __typename: 'Query' } })
  const reserved = await askForStream(url, { method: 'GET', headers })
  const [event] = await reserved.rest()
  assert.match(event?.data.errors[0].message, /query/)
})
