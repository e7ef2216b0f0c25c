import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import {
  AbortedError,
  AuthenticationError,
  createClient,
  createDateline,
  GraphQLRequestError,
  HttpError,
  NetworkError,
  RateLimitedError,
  TimeoutError,
} from '../../sdk/src/index.ts'
import { isAddressInfo } from '../../server/listen.ts'

type Reply = () => Response | Promise<Response>

const ok: Reply = () => Response.json({ data: { ok: true } })
const lost: Reply = () => Promise.reject(new TypeError('fetch failed'))
const refusal =
  (code: string, init: ResponseInit = {}): Reply =>
  () =>
    Response.json({ errors: [{ message: code, extensions: { code } }] }, { status: 400, ...init })
const busy = refusal('BUSY', { status: 503, headers: { 'retry-after': '0' } })
const unknown = refusal('OUTCOME_UNKNOWN', { status: 503, headers: { 'retry-after': '0' } })

/** A service that answers as it is told, and knows what it was sent. */
function scripted(...replies: Reply[]) {
  const bodies: ReturnType<typeof JSON.parse>[] = []
  const fetch: typeof globalThis.fetch = async (_url, init) => {
    bodies.push(JSON.parse(String(init?.body)))
    const reply = replies.shift() ?? assert.fail('it was asked once too often')
    return reply()
  }
  return { fetch, bodies, url: 'https://dateline.test/graphql' }
}

for (const [name, reply] of Object.entries({
  'a lost connection': lost,
  'a busy service': busy,
  'a commit of which nobody knows': unknown,
})) {
  test(`a query survives ${name} twice`, async () => {
    const script = scripted(reply, reply, ok)
    assert.deepEqual(await createClient(script).request('{ ok }'), { ok: true })
    assert.equal(script.bodies.length, 3)
  })
}

test('a third time is told, and as many as the client or the call say', async () => {
  await assert.rejects(createClient(scripted(lost, lost, lost)).request('{ ok }'), NetworkError)
  await assert.rejects(createClient({ ...scripted(lost), retries: 0 }).request('{ ok }'), NetworkError)
  const script = scripted(busy, ok)
  await assert.rejects(
    createClient(script).request('{ ok }', {}, { retries: 0 }),
    (error) => error instanceof GraphQLRequestError && error.code === 'BUSY',
  )
})

test('what will not pass is not tried again', async () => {
  for (const [reply, type] of [
    [refusal('BAD_USER_INPUT'), GraphQLRequestError],
    [refusal('UNAUTHENTICATED', { status: 401 }), AuthenticationError],
    [refusal('FORBIDDEN', { status: 403 }), AuthenticationError],
    [() => new Response('<h1>', { status: 500 }), HttpError],
    [() => new Response('', { status: 404 }), HttpError],
  ] as const) {
    await assert.rejects(createClient(scripted(reply)).request('{ ok }'), type)
  }
})

test('a gateway that cannot reach the service may reach it again', async () => {
  for (const status of [429, 502, 503, 504]) {
    const script = scripted(() => new Response('', { status }), ok)
    await createClient(script).request('{ ok }')
  }
})

test('it waits as long as it is asked to', async () => {
  const script = scripted(refusal('RATE_LIMITED', { status: 429, headers: { 'retry-after': '1' } }), ok)
  const begun = performance.now()
  await createClient(script).request('{ ok }')
  assert.ok(performance.now() - begun >= 1_000)
})

test('whoever asks too much is told when to ask again', async () => {
  const at = new Date(Date.now() + 90_000).toUTCString()
  for (const [text, least, most] of [
    ['30', 30_000, 30_000],
    [at, 80_000, 91_000],
  ] as const) {
    const script = scripted(refusal('RATE_LIMITED', { status: 429, headers: { 'retry-after': text } }))
    await assert.rejects(
      createClient({ ...script, retries: 0 }).request('{ ok }'),
      (error) =>
        error instanceof RateLimitedError &&
        error.retryAfterMs !== undefined &&
        error.retryAfterMs >= least &&
        error.retryAfterMs <= most,
    )
  }
})

test('a signal ends the wait', async () => {
  const script = scripted(refusal('BUSY', { headers: { 'retry-after': '60' } }))
  const signal = AbortSignal.timeout(20)
  await assert.rejects(createClient(script).request('{ ok }', {}, { signal }), AbortedError)
})

const input = { name: 'The Retry Times' }
const made = () => Response.json({ data: { createOutlet: { __typename: 'CreateOutletPayload' } } })

test('a mutation is tried again by its method, with the same key each time', async () => {
  const script = scripted(lost, busy, made)
  await createDateline(script).createOutlet({ input })
  const keys = script.bodies.map(({ variables }) => variables.input.idempotencyKey)
  assert.match(keys[0], /^[0-9a-f]{32}$/)
  assert.deepEqual(new Set(keys).size, 1)
  assert.equal(keys.length, 3)
})

test('two mutations have keys of their own, and a key that is given stays', async () => {
  const script = scripted(made, made, made, made)
  const dateline = createDateline(script)
  await dateline.createOutlet({ input })
  await dateline.createOutlet({ input })
  await dateline.createOutlet({ input: { ...input, idempotencyKey: 'mine' } })
  await dateline.createOutlet({ input: { ...input, idempotencyKey: undefined } })
  const keys = script.bodies.map(({ variables }) => variables.input.idempotencyKey)
  assert.equal(new Set(keys).size, 4)
  assert.match(keys[3], /^[0-9a-f]{32}$/)
  assert.equal(keys[2], 'mine')
})

test('a mutation without a key is sent once', async () => {
  const script = scripted(lost)
  const mutation = 'mutation ($input: CreateOutletInput!) { createOutlet(input: $input) { __typename } }'
  await assert.rejects(createClient(script).request(mutation, { input }), NetworkError)
  assert.equal(script.bodies.length, 1)
})

for (const [what, answer] of Object.entries({
  'an answer that does not come': () => {},
  'an answer whose end does not come': (response: ServerResponse) => void response.write('{"data":'),
})) {
  test(`${what} in time is a TimeoutError`, async (t) => {
    const server = createServer((_request, response) => answer(response)).listen(0, '127.0.0.1')
    t.after(() => {
      server.closeAllConnections()
      server.close()
    })
    await once(server, 'listening')
    const address = server.address()
    const url = `http://127.0.0.1:${isAddressInfo(address) ? address.port : 0}`
    const client = createClient({ url, timeoutMs: 50, retries: 1 })
    await assert.rejects(client.request('{ ok }'), TimeoutError)
    await assert.rejects(
      client.request('{ ok }', {}, { timeoutMs: 60_000, signal: AbortSignal.timeout(50) }),
      AbortedError,
    )
  })
}

test('a mutation behind a comment is one, too', async () => {
  for (const before of ['# writes\n', 'fragment F on Outlet { id } # }\n', ', ', '#"\n']) {
    const script = scripted(lost)
    const text = `${before}mutation { createOutlet(input: { name: "query {" }) { __typename } }`
    await assert.rejects(createClient(script).request(text), NetworkError)
    assert.equal(script.bodies.length, 1)
  }
  const script = scripted(lost, ok)
  await createClient(script).request('{ search(query: "} mutation") { totalCount } }')
  assert.equal(script.bodies.length, 2)
})

test('a wait that is longer than timers can be does not become none', async () => {
  for (const text of ['99999999', 'Infinity']) {
    const script = scripted(refusal('BUSY', { headers: { 'retry-after': text } }))
    const signal = AbortSignal.timeout(20)
    await assert.rejects(createClient(script).request('{ ok }', {}, { signal }), AbortedError)
    assert.equal(script.bodies.length, 1)
  }
  const slow: typeof fetch = async (_url, init) => {
    await wait(20, undefined, { signal: init?.signal ?? undefined })
    return ok()
  }
  await createClient({ url: '', fetch: slow, timeoutMs: Number.POSITIVE_INFINITY, retries: 0 }).request(
    '{ ok }',
  )
})

test('a key that never comes is waited for no longer than an answer', async () => {
  const client = createClient({ ...scripted(), apiKey: () => new Promise(() => {}), retries: 0 })
  await assert.rejects(client.request('{ ok }', {}, { timeoutMs: 20 }), TimeoutError)
  await assert.rejects(client.request('{ ok }', {}, { signal: AbortSignal.timeout(20) }), AbortedError)
})
