import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPersisted, hashOf, type PersistedMode } from '../../server/persisted.ts'
import { openTestService } from '../support/serve.ts'
import { openEvents } from '../support/stream.ts'
import { connect, subscribe } from '../support/web-socket.ts'

const LISTED = '{ outlets { totalCount } }'
const LIVE = 'subscription { entries { cursor } }'
const manifest = new Map([LISTED, LIVE].map((text) => [hashOf(text), text]))

const services = {
  auto: await serve('auto'),
  only: await serve('only'),
  off: await serve('off'),
}

interface Asked {
  query?: string
  extensions?: unknown
}

/** Each way that a document may come by, and what it is answered: its data, or the code of its refusal. */
const ways: Record<string, (mode: PersistedMode, asked: Asked) => Promise<unknown>> = {
  'the short way': (mode, asked) => post(services[mode].url, asked),
  'the long way': (mode, asked) => post(`${services[mode].url}?`, asked),
  'a GET': async (mode, { query, extensions }) => {
    const url = new URL(services[mode].url)
    if (query !== undefined) url.searchParams.set('query', query)
    if (extensions !== undefined) url.searchParams.set('extensions', JSON.stringify(extensions))
    return readAnswer(await fetch(url, { headers: { accept: JSON_RESPONSE } }))
  },
  'a WebSocket': async (mode, { query = '', extensions }) => {
    const caller = await connect(services[mode].url)
    caller.send(subscribe('1', query, {}, { extensions }))
    const { type, payload } = await caller.next()
    caller.socket.terminate()
    return type === 'error' ? payload[0].extensions.code : payload.data
  },
}

const JSON_RESPONSE = 'application/graphql-response+json'

const cases: Record<string, { mode: PersistedMode; asked: Asked; answer: string | null }> = {
  'a listed document by its hash': { mode: 'auto', asked: byHash(LISTED), answer: null },
  'a hash that is not known': {
    mode: 'auto',
    asked: byHash('{ __typename }'),
    answer: 'PERSISTED_QUERY_NOT_FOUND',
  },
  'a text beside the hash of another': {
    mode: 'auto',
    asked: { ...byHash(LISTED), query: '{ __typename }' },
    answer: 'BAD_USER_INPUT',
  },
  'a hash that is none': {
    mode: 'auto',
    asked: { extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(LISTED).toUpperCase() } } },
    answer: 'BAD_USER_INPUT',
  },
  'another version': {
    mode: 'auto',
    asked: { extensions: { persistedQuery: { version: 2, sha256Hash: hashOf(LISTED) } } },
    answer: 'BAD_USER_INPUT',
  },
  'a listed document by its hash alone, and no others': {
    mode: 'only',
    asked: byHash(LISTED),
    answer: null,
  },
  'a listed document by its text, and no others': { mode: 'only', asked: { query: LISTED }, answer: null },
  'a text that is not listed, and no others': {
    mode: 'only',
    asked: { query: '{ __typename }' },
    answer: 'PERSISTED_QUERY_ONLY',
  },
  'a listed text with a space more, and no others': {
    mode: 'only',
    asked: { query: `${LISTED} ` },
    answer: 'PERSISTED_QUERY_ONLY',
  },
  'a text that is not listed, with its hash, and no others': {
    mode: 'only',
    asked: { ...byHash('{ __typename }'), query: '{ __typename }' },
    answer: 'PERSISTED_QUERY_ONLY',
  },
  'a hash where none are taken': {
    mode: 'off',
    asked: byHash(LISTED),
    answer: 'PERSISTED_QUERY_NOT_SUPPORTED',
  },
  'a text with its hash where none are taken': {
    mode: 'off',
    asked: { ...byHash(LISTED), query: LISTED },
    answer: null,
  },
}

for (const [way, ask] of Object.entries(ways)) {
  for (const [name, { mode, asked, answer }] of Object.entries(cases)) {
    test(`${way} answers ${name} with ${answer ?? 'its data'}`, async () => {
      const answered = await ask(mode, asked)
      if (answer === null) assert.match(JSON.stringify(answered), /"totalCount":\d+/)
      else assert.equal(answered, answer)
    })
  }
  test(`${way} knows a document by its hash once it was sent with it`, async () => {
    const text = `{ __typename } # ${way}`
    assert.equal(await ask('auto', byHash(text)), 'PERSISTED_QUERY_NOT_FOUND')
    assert.deepEqual(await ask('auto', { ...byHash(text), query: text }), { __typename: 'Query' })
    assert.deepEqual(await ask('auto', byHash(text)), { __typename: 'Query' })
    assert.equal(await ask('off', byHash(text)), 'PERSISTED_QUERY_NOT_SUPPORTED')
  })
}

test('a refusal is a 400, with the answer of an error', async () => {
  for (const asked of [byHash('{ nothing }'), { query: '{ __typename }' }]) {
    const response = await fetch(services.only.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asked),
    })
    assert.equal(response.status, 400)
  }
})

test('a stream is asked for by its hash, and where others are not taken refused by its text', async () => {
  const open = (asked: Asked) =>
    openEvents(services.only.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify(asked),
    })
  const { status, ...stream } = await open(byHash(LIVE))
  assert.equal(status, 200)
  assert.equal((await stream.next())?.event, 'next')
  stream.close()
  const refused = await open({ query: 'subscription { entries { previousCursor } }' })
  assert.equal(JSON.stringify((await refused.next())?.data).includes('PERSISTED_QUERY_ONLY'), true)
  refused.close()
})

test('a mutation by its hash is none by GET', async () => {
  const text = 'mutation { restore(input: { id: "Outlet:1" }) { __typename } }'
  await post(services.auto.url, { ...byHash(text), query: text })
  const url = new URL(services.auto.url)
  url.searchParams.set('extensions', JSON.stringify(byHash(text).extensions))
  assert.equal((await fetch(url)).status, 405)
})

test('what is learned is bounded: the oldest gives way', () => {
  const persisted = createPersisted()
  const long = (nth: number) => `{ __typename } # ${nth} ${'x'.repeat(300_000)}`
  for (let nth = 0; nth < 5; nth++) persisted.textOf({ ...byHash(long(nth)), query: long(nth) })
  assert.throws(() => persisted.textOf(byHash(long(0))), /No document is known/)
  assert.equal(persisted.textOf(byHash(long(4))), long(4))
})

function byHash(text: string) {
  return { extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(text) } } }
}

function serve(mode: PersistedMode) {
  return openTestService({ persisted: createPersisted(mode, manifest) })
}

async function post(url: string, asked: Asked): Promise<unknown> {
  const init = { method: 'POST', body: JSON.stringify(asked) }
  const headers = { 'content-type': 'application/json', accept: JSON_RESPONSE }
  return readAnswer(await fetch(url, { ...init, headers }))
}

async function readAnswer(response: Response): Promise<unknown> {
  const { data, errors } = await response.json()
  return errors ? errors[0].extensions.code : data
}
