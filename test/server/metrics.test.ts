import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRequestCounts } from '../../server/metrics/request-counts.ts'
import { ask, post } from '../support/ask.ts'
import { openTestDatabase } from '../support/database.ts'
import { makeKey } from '../support/keys.ts'
import { makeOutlet } from '../support/make.ts'
import { metricsOf, readMetrics } from '../support/metrics.ts'
import { startService } from '../support/process.ts'
import { openReceiver } from '../support/receiver.ts'
import { signalTo } from '../support/signal.ts'
import { openStream } from '../support/stream.ts'
import { until } from '../support/until.ts'
import { connect, subscribe } from '../support/web-socket.ts'
import { makeWebhook } from '../support/webhooks.ts'
import { workersIn } from '../support/workers.ts'

const database = await openTestDatabase()
const key = await makeKey(database, 'EDITOR')
const settings = { DATABASE_URL: database.url, DATELINE_PUBLIC_READ: 'on', DATELINE_METRICS_PORT: '0' }
const [QUERY, SUBSCRIPTION] = ['{ outlets { totalCount } }', 'subscription { entries { cursor } }']

const CREATE =
  'mutation ($name: String!) { createOutlet(input: { name: $name }) { ... on CreateOutletPayload { node { id } } } }'

test('what a process did is told on a port of its own, and nowhere else', async (t) => {
  const receiver = await openReceiver()
  receiver.replies.push(500)
  await makeWebhook(database, { url: receiver.url })
  const service = await startService({ ...settings, DATELINE_WEBHOOKS: 'any' })
  t.after(() => service.kill('SIGKILL'))
  const url = service.url ?? ''
  const metrics = () => readMetrics(metricsOf(service.output()))
  const requests = async (labels: Record<string, string>) =>
    (await metrics()).value('dateline_requests_total', labels)

  await t.test('requests, by way, kind, status and code', async () => {
    for (let nth = 0; nth < 3; nth++) await ask(url, QUERY)
    await ask(url, 'query Made_up_by_a_client { nothing_that_there_is }')
    await post(url, QUERY, { key: 'dl_nobody' })
    await post(url, QUERY, { headers: { 'content-type': 'text/plain' } })
    await post(url, CREATE, { key, variables: { name: 'Outlet of metrics' } })
    await until('the last request', async () => (await requests({ operation: 'mutation' })) === 1)
    assert.equal(await requests({ way: 'short', operation: 'query', status: '200', code: '' }), 3)
    assert.equal(await requests({ way: 'long', code: 'GRAPHQL_VALIDATION_FAILED' }), 1)
    assert.equal(await requests({ way: 'long', code: 'UNAUTHENTICATED' }), 1)
    assert.equal(await requests({ way: 'gate', status: '403', code: 'CSRF' }), 1)
    const { text, value } = await metrics()
    assert.doesNotMatch(text, /made_up|nothing_that/i)
    const short = { way: 'short', operation: 'query' }
    assert.equal(value('dateline_request_duration_seconds_count', short), 3)
    assert.equal(value('dateline_request_duration_seconds_bucket', { ...short, le: '+Inf' }), 3)
    assert.ok((value('dateline_request_duration_seconds_sum', short) ?? 0) > 0)
  })

  await t.test('streams and sockets while they are there, and how they ended', async () => {
    const stream = await openStream(url, SUBSCRIPTION)
    await stream.next()
    const socket = await connect(url)
    socket.send(subscribe('1', QUERY))
    await socket.next()
    socket.send(subscribe('2', SUBSCRIPTION))
    await until('both', async () => (await metrics()).value('dateline_subscriptions_active') === 2)
    assert.equal((await metrics()).value('dateline_web_sockets_open'), 1)
    assert.equal(await requests({ way: 'socket', operation: 'query' }), 1)
    stream.close()
    socket.socket.close()
    await until('their ends', async () => (await metrics()).value('dateline_subscriptions_active') === 0)
    await until('the socket', async () => (await metrics()).value('dateline_web_sockets_open') === 0)
    assert.equal(await requests({ way: 'socket', operation: 'subscription' }), 1)
    await until('the stream', async () => (await requests({ way: 'stream' })) === 1)
    // It lasted as long as its reader liked: that says nothing of the service.
    assert.equal(
      (await metrics()).value('dateline_request_duration_seconds_count', { way: 'stream' }),
      undefined,
    )
  })

  await t.test('webhooks, plans, connections, the feed, and what any process has', async () => {
    await makeOutlet(database)
    await until('a message that arrived', () => receiver.received.length >= 2)
    await until('both outcomes', async () => {
      const { value } = await metrics()
      const attempts = ['delivered', 'failed'].map((outcome) =>
        value('dateline_webhook_attempts_total', { outcome }),
      )
      return attempts.every((count = 0) => count >= 1)
    })
    const { value } = await metrics()
    assert.ok((value('dateline_plans_total', { outcome: 'kept' }) ?? 0) >= 2)
    assert.ok((value('dateline_plans_total', { outcome: 'made' }) ?? 0) >= 1)
    assert.ok((value('dateline_plans_kept') ?? 0) >= 1)
    for (const pool of ['plain', 'prepared']) {
      assert.equal(value('dateline_pool_connections_max', { pool }), 10)
      assert.ok((value('dateline_pool_connections', { pool }) ?? 0) >= 1)
      assert.equal(value('dateline_pool_waiting', { pool }), 0)
    }
    assert.equal(value('dateline_database_up'), 1)
    assert.ok((value('dateline_feed_head') ?? 0) >= 2)
    await until('the head', async () => (await metrics()).value('dateline_feed_behind_entries') === 0)
    assert.ok((value('nodejs_heap_size_used_bytes') ?? 0) > 1_000_000)
    assert.ok(value('nodejs_eventloop_lag_p99_seconds') !== undefined)
  })

  await t.test('the port of the service has no such page, and this one nothing else', async () => {
    assert.equal((await fetch(new URL('/metrics', url))).status, 404)
    const own = metricsOf(service.output())
    assert.equal((await fetch(new URL('/graphql', own))).status, 404)
    assert.equal((await fetch(own, { method: 'POST' })).status, 405)
  })
})

test('each of several workers has series of its own, which say its place, and so has the primary', async (t) => {
  const service = await startService({ ...settings, DATELINE_WORKERS: '2', DATELINE_LOG: 'debug' })
  t.after(() => service.kill('SIGKILL'))
  const metrics = () => readMetrics(metricsOf(service.output()))
  const places = async (name: string) => (await metrics()).series(name).map(({ worker }) => worker)
  await until('its page', () => metricsOf(service.output()) !== '')
  assert.deepEqual(await places('dateline_database_up'), ['1', '2'])
  assert.deepEqual(await places('nodejs_heap_size_used_bytes'), ['primary', '1', '2'])

  await t.test(
    'one that is replaced leaves its place to its heir, and a frozen one hides no other',
    async () => {
      const [victim = 0] = workersIn(service.output())
      signalTo(victim, 'SIGSTOP')
      assert.equal((await places('dateline_database_up')).length, 1)
      signalTo(victim, 'SIGKILL')
      await until('its heir', () => workersIn(service.output()).length === 3)
      assert.deepEqual(await places('dateline_database_up'), ['1', '2'])
    },
  )
})

test('without the setting nothing is measured', async (t) => {
  const { DATELINE_METRICS_PORT: _, ...others } = settings
  const service = await startService(others)
  t.after(() => service.kill('SIGKILL'))
  assert.equal(metricsOf(service.output()), '')
})

test('a port that is taken stops the start with the setting that names it', async (t) => {
  const first = await startService(settings)
  t.after(() => first.kill('SIGKILL'))
  const { port } = new URL(metricsOf(first.output()))
  const second = await startService({ ...settings, DATELINE_METRICS_PORT: port })
  assert.equal(await second.exit, 1)
  assert.match(second.output(), /^Port \d+ of localhost is taken: .* set DATELINE_METRICS_PORT$/m)
})

test('however many codes there were, there are no more series than a scrape can take', () => {
  const counts = createRequestCounts()
  for (let nth = 0; nth < 2_000; nth++) {
    counts.count({ way: 'long', asked: { kind: 'query', errors: [`CODE_${nth}`] }, status: 200, ms: 1 })
  }
  const [total] = counts.measure()
  assert.ok((total?.values.length ?? 0) <= 401)
  assert.equal(
    total?.values.reduce((sum, { value }) => sum + value, 0),
    2_000,
  )
})
