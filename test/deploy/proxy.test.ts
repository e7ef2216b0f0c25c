import assert from 'node:assert/strict'
import { test } from 'node:test'
import { post } from '../support/ask.ts'
import { openTestDatabase, serviceUrlOf } from '../support/database.ts'
import { openProxy, skip } from '../support/deploy/proxy.ts'
import { makeKey } from '../support/keys.ts'
import { makeOutlet } from '../support/make.ts'
import { startService } from '../support/process.ts'
import { openStream } from '../support/stream.ts'
import { until } from '../support/until.ts'
import { connect, subscribe } from '../support/web-socket.ts'

const db = await openTestDatabase()

test('queries, events and WebSockets pass the proxy, and go on when one of two processes ends', {
  skip,
}, async (t) => {
  const settings = { DATABASE_URL: serviceUrlOf(db.url), DATELINE_PUBLIC_READ: 'on', DATELINE_PROXIES: '1' }
  const services = await Promise.all([startService(settings), startService(settings)])
  t.after(() => services.map((service) => service.kill('SIGKILL')))
  const proxy = await openProxy(services.map(({ url }) => Number(new URL(url ?? '').port)))
  t.after(proxy.close)
  const { url } = proxy
  const ask = async () => JSON.parse(await (await post(url, '{ outlets { totalCount } }')).text())
  assert.deepEqual(await ask(), { data: { outlets: { totalCount: 0 } } })

  const ENTRIES = 'subscription { entries { entry { nodeId } } }'
  const stream = await openStream(url, ENTRIES)
  const caller = await connect(url)
  caller.send(subscribe('1', ENTRIES))
  assert.equal((await stream.next())?.data.data.entries.entry, null)
  assert.equal((await caller.next())?.payload.data.entries.entry, null)
  await makeOutlet(db)
  assert.equal((await stream.next())?.data.data.entries.entry.nodeId, 'Outlet:1')
  assert.equal((await caller.next())?.payload.data.entries.entry.nodeId, 'Outlet:1')

  const [first] = services
  first?.kill('SIGTERM')
  assert.equal(await first?.exit, 0)
  for (let nth = 0; nth < 6; nth++) assert.deepEqual(await ask(), { data: { outlets: { totalCount: 1 } } })
})

test('a caller is told apart by the address that the proxy saw, whatever the caller says', {
  skip,
}, async (t) => {
  const service = await startService({
    DATABASE_URL: serviceUrlOf(db.url),
    DATELINE_PUBLIC_READ: 'on',
    DATELINE_PROXIES: '1',
    DATELINE_ADDRESS_RATE: '6',
  })
  t.after(() => service.kill('SIGKILL'))
  const proxy = await openProxy([Number(new URL(service.url ?? '').port)])
  t.after(proxy.close)
  const statuses: number[] = []
  for (let nth = 0; nth < 12; nth++) {
    const headers = { 'x-forwarded-for': `203.0.113.${nth}` }
    statuses.push((await post(proxy.url, '{ __typename }', { headers })).status)
  }
  assert.ok(statuses.includes(429), statuses.join(' '))
})

test('what the service takes and refuses by itself the proxy lets through: long keys, and bodies that are too large', {
  skip,
}, async (t) => {
  const service = await startService({ DATABASE_URL: serviceUrlOf(db.url), DATELINE_PROXIES: '1' })
  t.after(() => service.kill('SIGKILL'))
  const proxy = await openProxy([Number(new URL(service.url ?? '').port)])
  t.after(proxy.close)
  const codeOf = async (options: Parameters<typeof post>[2]) =>
    JSON.parse(await (await post(proxy.url, '{ __typename }', options)).text()).errors[0].extensions.code
  // The longest that a token may be.
  assert.equal(await codeOf({ key: 'x'.repeat(16_384) }), 'UNAUTHENTICATED')
  const key = await makeKey(db, 'EDITOR')
  assert.equal(await codeOf({ key, variables: { text: 'x'.repeat(9_000_000) } }), 'LIMIT_EXCEEDED')
})

test('of a request that no process answers the proxy tells where it went, and not what stands in its query string', {
  skip,
}, async (t) => {
  const proxy = await openProxy([9])
  t.after(proxy.close)
  const answer = await fetch(`${proxy.url}?access_token=canary`)
  assert.equal(answer.status, 502)
  await until('it is told', async () => / GET \/graphql 502 127\.0\.0\.1:9\n/.test(await proxy.told()))
  assert.doesNotMatch(await proxy.told(), /canary/)
})
