import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { LIMITS } from '../../../server/web-socket/limits.ts'
import { makeKey } from '../../support/keys.ts'
import { makeOutlet } from '../../support/make.ts'
import { openTestService } from '../../support/serve.ts'
import { until } from '../../support/until.ts'
import {
  connect,
  cursorOf,
  ENTRIES,
  follow,
  settle,
  subscribe,
  type TestSocket,
} from '../../support/web-socket.ts'

const { url, database } = await openTestService()
const editor = await makeKey(database, 'EDITOR')

/** Has a table closed to readers meanwhile: a query of it is under way until then. */
const whileLocked = (work: () => Promise<void>) =>
  database.kysely.transaction().execute(async (trx) => {
    await sql`lock table outlet in access exclusive mode`.execute(trx)
    await work()
  })

test('a query is answered by one result and its end', async () => {
  const caller = await connect(url)
  caller.send(subscribe('1', 'query ($by: ArticleBy!) { article(by: $by) { slug } }', { by: { slug: 'x' } }))
  assert.deepEqual(await caller.next(), { id: '1', type: 'next', payload: { data: { article: null } } })
  assert.deepEqual(await caller.next(), { id: '1', type: 'complete' })
  caller.socket.close()
})

test('a query is answered by the text that PostgreSQL writes, as over HTTP', async () => {
  const caller = await connect(url)
  caller.send(subscribe('1', '{ articles(first: 3) { nodes { id headline } } }'))
  assert.equal((await caller.next())?.payload.data.articles.nodes.length, 3)
  assert.doesNotMatch(database.reads.at(-1) ?? 'row_to_json', /row_to_json/)
  caller.socket.close()
})

test('a mutation is done and answered', async () => {
  const caller = await connect(url, { payload: { authorization: `Bearer ${editor}` } })
  const create = `mutation ($input: CreateOutletInput!) {
    createOutlet(input: $input) { ... on CreateOutletPayload { node { slug } } ... on Error { code } }
  }`
  caller.send(subscribe('1', create, { input: { slug: 'by-socket', name: 'By socket' } }))
  assert.deepEqual((await caller.next())?.payload.data, { createOutlet: { node: { slug: 'by-socket' } } })
  assert.deepEqual(await caller.next(), { id: '1', type: 'complete' })
  const { name } = await database.kysely
    .selectFrom('outlet')
    .select('name')
    .where('slug', '=', 'by-socket')
    .executeTakeFirstOrThrow()
  assert.equal(name, 'By socket')
  caller.socket.close()
})

test('a subscription is sent each entry once, in order, and goes on after a cursor', async () => {
  const caller = await connect(url)
  const cursor = await follow(caller, '1')
  for (let nth = 0; nth < 3; nth++) await makeOutlet(database)
  const live = [await caller.next(), await caller.next(), await caller.next()]
  caller.send(subscribe('2', ENTRIES, { after: cursor }))
  assert.equal(cursorOf(await caller.next()), cursor)
  const replayed = [await caller.next(), await caller.next(), await caller.next()]
  assert.deepEqual(
    replayed.map((message) => message?.payload),
    live.map((message) => message?.payload),
  )
  assert.equal(new Set(live.map(cursorOf)).size, 3)
  assert.deepEqual(
    [live, replayed].map(([message]) => message?.id),
    ['1', '2'],
  )
  caller.socket.close()
})

test('a subscription that its client completes is sent nothing more, not even its end', async () => {
  const caller = await connect(url)
  await follow(caller, 'ended')
  await follow(caller, 'other')
  caller.send({ id: 'ended', type: 'complete' })
  await settle(caller)
  await makeOutlet(database)
  assert.equal((await caller.next())?.id, 'other')
  assert.deepEqual(await settle(caller), [])
  caller.socket.close()
})

test('an id is free again once it is completed, by either side, and at once', async () => {
  const caller = await connect(url)
  await follow(caller, '1')
  caller.send({ id: '1', type: 'complete' })
  caller.send(subscribe('1', '{ __typename }'))
  assert.deepEqual(await caller.next(), { id: '1', type: 'next', payload: { data: { __typename: 'Query' } } })
  assert.deepEqual(await caller.next(), { id: '1', type: 'complete' })
  caller.send(subscribe('1', '{ no }'))
  assert.equal((await caller.next())?.type, 'error')
  // Begun and completed at once: its first frame may have been on its way.
  for (const message of [
    subscribe('1', ENTRIES),
    { id: '1', type: 'complete' },
    subscribe('1', '{ __typename }'),
  ]) {
    caller.send(message)
  }
  const isLate = (message: TestSocket['waiting'][number]) => message.payload?.data?.entries !== undefined
  assert.deepEqual(
    (await settle(caller)).filter((message) => !isLate(message)),
    [
      { id: '1', type: 'next', payload: { data: { __typename: 'Query' } } },
      { id: '1', type: 'complete' },
    ],
  )
  caller.socket.close()
})

test('the end of an operation that there is not is nothing', async () => {
  const caller = await connect(url)
  caller.send({ id: 'none', type: 'complete' })
  assert.deepEqual(await settle(caller), [])
  caller.socket.close()
})

test('a query that is completed before its result is there is not answered', async () => {
  const caller = await connect(url)
  await whileLocked(async () => {
    const before = database.reads.length
    caller.send(subscribe('1', '{ outlets { totalCount } }'))
    await until('the statement', () => database.reads.length > before)
    caller.send({ id: '1', type: 'complete' })
    assert.deepEqual(await settle(caller), [])
  })
  caller.send(subscribe('2', '{ outlets { totalCount } }'))
  assert.equal((await caller.next())?.id, '2')
  caller.socket.close()
})

test('the id of a query under way is free at once when its client completes it', async () => {
  const caller = await connect(url)
  await whileLocked(async () => {
    const before = database.reads.length
    caller.send(subscribe('1', '{ outlets { totalCount } }'))
    await until('the statement', () => database.reads.length > before)
    caller.send({ id: '1', type: 'complete' })
    await follow(caller, '1')
  })
  // The end of the query is not taken for that of the subscription.
  await makeOutlet(database)
  assert.match((await caller.next())?.payload.data.entries.entry.node.slug, /^outlet-/)
  assert.deepEqual(await settle(caller), [])
  caller.socket.close()
})

test('the id of a subscription, or of a query under way, used again closes with 4409', async () => {
  const closing = { code: 4409, reason: 'Subscriber for twice already exists' }
  const subscriber = await connect(url)
  await follow(subscriber, 'twice')
  subscriber.send(subscribe('twice', '{ __typename }'))
  assert.deepEqual(await subscriber.closed(), closing)

  const reader = await connect(url)
  await whileLocked(async () => {
    for (let nth = 0; nth < 2; nth++) reader.send(subscribe('twice', '{ outlets { totalCount } }'))
    assert.deepEqual(await reader.closed(), closing)
  })
})

test('operations of one connection are answered each by its own id, and as many as may be under way', async () => {
  const caller = await connect(url)
  for (let nth = 0; nth < LIMITS.operations; nth++) caller.send(subscribe(`${nth}`, ENTRIES))
  caller.send(subscribe('one more', '{ __typename }'))
  await until('all', () => caller.waiting.length === LIMITS.operations + 1)
  const refused = caller.waiting.find(({ type }) => type === 'error')
  assert.equal(refused?.id, 'one more')
  assert.equal(refused?.payload[0].extensions.code, 'TOO_MANY_OPERATIONS')
  await settle(caller)
  caller.send({ id: '7', type: 'complete' })
  caller.send(subscribe('__proto__', '{ __typename }'))
  assert.deepEqual(await caller.next(), {
    id: '__proto__',
    type: 'next',
    payload: { data: { __typename: 'Query' } },
  })
  caller.socket.close()
})
