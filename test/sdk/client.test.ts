import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AbortedError,
  createClient,
  createDateline,
  DatelineError,
  GraphQLRequestError,
  HttpError,
  NetworkError,
} from '../../sdk/src/index.ts'
import { makeKey } from '../support/keys.ts'
import { openTestService } from '../support/serve.ts'

const SECRET = 'dl_1_secret'

const { url, database } = await openTestService()
const dateline = createDateline({ url, apiKey: await makeKey(database, 'READER') })

test('a request posts the document, its variables, the key and the headers', async () => {
  const calls: { input: unknown; init: RequestInit | undefined }[] = []
  const client = createClient({
    url: 'https://example.org/graphql',
    apiKey: SECRET,
    headers: { 'x-team': 'desk' },
    fetch: async (input, init) => {
      calls.push({ input, init })
      return Response.json({ data: { ok: true } })
    },
  })
  assert.deepEqual(await client.request('query ($a: Int) { ok }', { a: 1 }), { ok: true })
  const [{ input, init } = assert.fail('nothing was sent')] = calls
  assert.equal(input, 'https://example.org/graphql')
  assert.equal(init?.method, 'POST')
  assert.deepEqual(JSON.parse(String(init?.body)), { query: 'query ($a: Int) { ok }', variables: { a: 1 } })
  const headers = new Headers(init?.headers)
  assert.equal(headers.get('authorization'), `Bearer ${SECRET}`)
  assert.equal(headers.get('x-team'), 'desk')
  assert.equal(headers.get('content-type'), 'application/json')
  assert.match(headers.get('accept') ?? '', /^application\/graphql-response\+json/)
})

test('a key that no header can carry is refused without being quoted', () => {
  assert.throws(
    () => createClient({ url, apiKey: `${SECRET}\n${SECRET}` }),
    (error) => error instanceof DatelineError && !error.message.includes(SECRET) && error.cause === undefined,
  )
})

test('a host that does not exist is a NetworkError', async () => {
  const nowhere = createDateline({ url: 'http://dateline.invalid/graphql', apiKey: SECRET })
  const error = await failure(nowhere.events())
  assert.ok(error instanceof NetworkError)
  assert.ok(error.cause instanceof TypeError)
  await assert.rejects(take(nowhere.entries.live({}, { retries: 1 })), NetworkError)
})

test('an address that is not of a GraphQL service is an HttpError', async () => {
  const elsewhere = createDateline({ url: url.replace('graphql', 'nothing') })
  const error = await failure(elsewhere.events())
  assert.ok(error instanceof HttpError)
  assert.equal(error.status, 404)
  await assert.rejects(take(elsewhere.entries.live()), HttpError)
})

test('an answer of another service is an HttpError, whatever it says', async () => {
  for (const body of [
    '<title>Sign in</title>',
    '',
    'null',
    '[]',
    '{"errors":[]}',
    '{"data":null}',
    '{"errors":["no"]}',
  ]) {
    const client = createClient({ url, fetch: async () => new Response(body, { status: 200 }) })
    const error = await failure(client.request('{ ok }'))
    assert.ok(error instanceof HttpError, body)
    assert.equal(error.status, 200)
  }
})

test('a document that the schema does not know is a GraphQLRequestError with its code', async () => {
  const error = await failure(dateline.request('{ nothing }'))
  assert.ok(error instanceof GraphQLRequestError)
  assert.equal(error.code, 'GRAPHQL_VALIDATION_FAILED')
  assert.equal(error.path, undefined)
  assert.match(error.message, /nothing/)
})

test('a field that fails is a GraphQLRequestError with its code, its path and every error', async () => {
  const error = await failure(
    dateline.request(`{
      first: event(by: { slug: "us-strikes-2024-02-02" }) { claims(first: 101) { totalCount } }
      second: claim(by: { slug: "claim-gr-munitions" }) { reviews(last: 101) { totalCount } }
    }`),
  )
  assert.ok(error instanceof GraphQLRequestError)
  assert.deepEqual([error.code, error.path], ['BAD_USER_INPUT', ['first']])
  assert.equal(error.message, error.errors[0].message)
  assert.deepEqual(
    error.errors.map(({ path }) => path?.[0]),
    ['first', 'second'],
  )
})

test('no message quotes a variable', async () => {
  const hidden = 'a-name-nobody-may-read'
  const asked = [
    () => dateline.events({ filter: { when: { from: hidden } } }),
    () => dateline.events({ orderBy: { field: hidden } }),
    () => dateline.events({ after: hidden }),
    () => dateline.request('query ($by: EventBy!) { event(by: $by) { id } }', { by: hidden }),
  ]
  for (const ask of asked) {
    const error = await failure(ask())
    assert.ok(error instanceof GraphQLRequestError)
    assert.notEqual(error.message, '')
    assert.ok(!error.message.includes(hidden), error.message)
  }
})

test('variables that JSON cannot hold are a defect of the caller, not of the network', async () => {
  await assert.rejects(dateline.request('{ __typename }', { n: 1n }), TypeError)
})

test('a signal ends a request, before it is sent or under way', async () => {
  const enough = new Error('enough')
  const early = await failure(dateline.events({}, { signal: AbortSignal.abort(enough) }))
  assert.ok(early instanceof AbortedError)
  assert.equal(early.cause, enough)

  const controller = new AbortController()
  const late = failure(dateline.events({}, { signal: controller.signal }))
  controller.abort(enough)
  assert.ok((await late) instanceof AbortedError)
})

const failure = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => assert.fail('it was answered'),
    (error: unknown) => error,
  )

async function take<Item>(items: AsyncIterable<Item>): Promise<Item | undefined> {
  let taken: Item | undefined
  for await (taken of items) break
  return taken
}
