import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createDateline, GraphQLRequestError } from '../../sdk/src/index.ts'
import { readManifests } from '../../server/manifest.ts'
import { createPersisted, type PersistedMode } from '../../server/persisted.ts'
import { openTestService } from '../support/serve.ts'

const manifest = await readManifests(null)
const by = { slug: 'us-strikes-2024-02-02' }

/** A client that keeps what it sends, of a service in a mode. */
async function open(mode: PersistedMode, persisted: 'auto' | 'only', known = manifest) {
  const { url } = await openTestService({ persisted: createPersisted(mode, known) })
  const sent: { query?: string; extensions?: object }[] = []
  const dateline = createDateline({
    url,
    persisted,
    fetch: (input, init) => {
      sent.push(JSON.parse(String(init?.body)))
      return fetch(input, init)
    },
  })
  return { dateline, sent }
}

test('what the package asks is known to the service by its hash alone', async () => {
  for (const mode of ['auto', 'only'] as const) {
    const { dateline, sent } = await open(mode, 'only')
    const { event } = await dateline.event({ by })
    assert.equal(event?.slug, by.slug)
    const live = dateline.entries.live()
    await live.ready
    live.close()
    assert.ok(sent.every(({ query, extensions }) => query === undefined && extensions))
  }
})

test('a document of an application is sent with its text once', async () => {
  const { dateline, sent } = await open('auto', 'auto')
  const text = 'query Mine($by: EventBy!) { event(by: $by) { slug } }'
  for (const _ of [1, 2, 3]) assert.deepEqual(await dateline.request(text, { by }), { event: by })
  assert.deepEqual(
    sent.map(({ query }) => query !== undefined),
    [false, true, false, false],
  )
})

test('a service that takes no hashes is sent the text, and that is remembered', async () => {
  const { dateline, sent } = await open('off', 'auto')
  for (const _ of [1, 2]) assert.equal((await dateline.event({ by })).event?.slug, by.slug)
  assert.deepEqual(
    sent.map(({ query }) => query !== undefined),
    [false, true, true],
  )
})

test('a client that may send no text says that the service knows no document', async () => {
  const { dateline, sent } = await open('auto', 'only')
  await assert.rejects(
    dateline.request('{ __typename }'),
    (error) => error instanceof GraphQLRequestError && error.code === 'PERSISTED_QUERY_NOT_FOUND',
  )
  assert.equal(sent.length, 1)
})

test('an answer that fails for another reason is told as it is', async () => {
  const { dateline } = await open('auto', 'auto')
  await assert.rejects(
    dateline.claims({ first: 1_000 }),
    (error) => error instanceof GraphQLRequestError && error.code === 'BAD_USER_INPUT',
  )
})

test('a subscription of an application is sent with its text once', async () => {
  const { dateline, sent } = await open('auto', 'auto')
  const text = 'subscription Mine { entries { cursor } }'
  for (const _ of [1, 2]) for await (const _frame of dateline.subscribe(text)) break
  assert.deepEqual(
    sent.map(({ query }) => query !== undefined),
    [false, true, false],
  )
})

test('where nothing can hash, documents are sent by their text', async (t) => {
  const { dateline, sent } = await openWithout(t, 'auto')
  assert.equal((await dateline.event({ by })).event?.slug, by.slug)
  assert.equal(sent[0]?.extensions, undefined)
})

/** As `open`, on a page that is not served by HTTPS. */
function openWithout(t: TestContext, persisted: 'auto' | 'only') {
  const opened = open('auto', persisted)
  t.mock.getter(Crypto.prototype, 'subtle', () => undefined)
  return opened
}
