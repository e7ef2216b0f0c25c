import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRate } from '../../../server/limits/rate.ts'
import { post } from '../../support/ask.ts'
import { askBy, WAYS } from '../../support/every-way.ts'
import { makeKey } from '../../support/keys.ts'
import { openTestService } from '../../support/serve.ts'
import { openStream } from '../../support/stream.ts'
import { until } from '../../support/until.ts'
import { connect, openSocket, subscribe } from '../../support/web-socket.ts'

const POINTS = 30
const service = await openTestService({
  protection: { proxies: 1, limits: { keyRate: POINTS, addressRate: POINTS } },
})
const few = await openTestService({
  protection: { proxies: 1, limits: { keySubscriptions: 2, addressSubscriptions: 1 } },
})
const keys = await Promise.all([1, 2, 3].map(() => makeKey(service.database, 'READER')))
const key = await makeKey(few.database, 'READER')
const ENTRIES = 'subscription { entries { cursor } }'
const DEAR = 'claims(first: 100) { nodes { article { claims(first: 100) { nodes { id } } } } }'
/** A request takes a point, and this seven more. */
const PAGE = '{ articles(first: 6) { nodes { id } } }'

let addresses = 0
const newAddress = () => `203.0.113.${++addresses}`
const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })

for (const [way, mark] of [
  ['short', ''],
  ['long', '?'],
] as const) {
  for (const [who, caller] of [
    ['a key', () => ({ key: keys.pop() })],
    ['an address', () => from(newAddress())],
  ] as const) {
    test(`${who} is answered on the ${way} way as often as its points allow, and then told when to come back`, async () => {
      const asking = caller()
      const ask = () => post(`${service.url}${mark}`, PAGE, asking)
      const first = await ask()
      assert.equal(first.status, 200)
      assert.match(first.headers.get('ratelimit-policy') ?? '', /^"(key|address)";q=30;w=60$/)
      assert.match(first.headers.get('ratelimit') ?? '', /;r=22;t=16$/)
      assert.deepEqual([(await ask()).status, (await ask()).status], [200, 200])
      const refused = await ask()
      assert.equal(refused.status, 429)
      const { errors } = JSON.parse(await refused.text())
      assert.equal(errors[0].extensions.code, 'RATE_LIMITED')
      const wait = Number(refused.headers.get('retry-after'))
      assert.ok(wait > 0 && wait <= 16, String(wait))
    })
  }
}

test('what the short way leaves to the long one takes its points once', async () => {
  const query = '{ articles(first: 6, after: "x") { nodes { id } } }'
  const answer = await post(service.url, query, from(newAddress()))
  assert.match(await answer.text(), /INVALID_CURSOR/)
  assert.match(answer.headers.get('ratelimit') ?? '', /;r=22;/)
})

test('what one caller asks is nothing to another', async () => {
  const busy = from(newAddress())
  while ((await post(service.url, PAGE, busy)).status === 200);
  assert.equal((await post(service.url, PAGE, from(newAddress()))).status, 200)
})

test('a caller who writes addresses before its own is still the one that the proxy saw', async () => {
  const address = newAddress()
  while ((await post(service.url, PAGE, from(address))).status === 200);
  assert.equal((await post(service.url, PAGE, from(`${newAddress()}, ${address}`))).status, 429)
})

test('of an IPv6 address its network is who asks', async () => {
  while ((await post(service.url, PAGE, from('2001:db8:1:2::1'))).status === 200);
  assert.equal((await post(service.url, PAGE, from('2001:db8:1:2:ffff::9'))).status, 429)
  assert.equal((await post(service.url, PAGE, from('2001:db8:1:3::1'))).status, 200)
})

test('requests that are bad take points too', async () => {
  const caller = from(newAddress())
  for (let at = 0; at < POINTS; at += 1) await post(service.url, '{', caller)
  assert.equal((await post(service.url, '{', caller)).status, 429)
})

test('whoever watches the process is always answered', async () => {
  const headers = { 'x-forwarded-for': newAddress() }
  for (let at = 0; at <= POINTS; at += 1) {
    assert.equal((await fetch(new URL('/live', service.url), { headers })).status, 200)
  }
})

test('operations of a WebSocket take points of the address that it came from, and so does opening one', async () => {
  const { headers } = from(newAddress())
  const caller = await connect(service.url, { headers })
  const codes: unknown[] = []
  for (let at = 0; at < 4; at += 1) {
    caller.send(subscribe(`${at}`, PAGE))
    const told = await caller.next()
    if (told?.type === 'next') await caller.next()
    codes.push(told?.type === 'next' ? 'OK' : told?.payload[0].extensions.code)
  }
  assert.deepEqual(codes, ['OK', 'OK', 'OK', 'RATE_LIMITED'])
  caller.socket.close()
  while ((await post(service.url, '{', { headers })).status !== 429);
  await assert.rejects(openSocket(service.url, { headers }), /429/)
})

for (const [what, message] of [
  ['does not parse', subscribe('1', '{')],
  ['is not valid', subscribe('1', '{ nothing }')],
  ['has a bad variable', subscribe('1', 'query ($b: Boolean!) { __typename @include(if: $b) }', { b: 'x' })],
  ['would cost too much', subscribe('1', `{ articles(first: 100) { nodes { ${DEAR} } } }`)],
  ['has too long an id', subscribe('1'.repeat(129), '{ __typename }')],
  ['costs nothing', subscribe('1', '{ __typename }')],
] as const) {
  test(`an operation of a WebSocket that ${what} takes a point, as a request does`, async () => {
    const caller = await connect(service.url, from(newAddress()))
    let asked = 0
    for (let isLimited = false; !isLimited && asked <= 2 * POINTS; asked += 1) {
      caller.send(message)
      const told = await caller.next()
      if (told?.type === 'next') await caller.next()
      else isLimited = told?.payload[0].extensions.code === 'RATE_LIMITED'
    }
    // Opening took one; the last was refused, and some may have come back meanwhile.
    assert.ok(asked >= POINTS && asked <= POINTS + 5, `${asked}`)
    caller.socket.close()
  })
}

for (const way of WAYS) {
  test(`what costs more than a minute gives is answered of a full minute, and the rest is owed: ${way}`, async () => {
    const { headers } = from(newAddress())
    const asked = { query: `{ articles(first: 50) { nodes { id } } }`, headers }
    if (way === 'socket') {
      // Whoever has just opened it has not all of a minute's points, and is told how soon they will.
      const caller = await connect(service.url, { headers })
      caller.send(subscribe('1', asked.query))
      const told = await caller.next()
      const { code, retryAfterSeconds } = told.payload[0].extensions
      assert.equal(code, 'RATE_LIMITED')
      assert.ok(retryAfterSeconds > 0 && retryAfterSeconds <= 4, `${retryAfterSeconds}`)
      await sleep(retryAfterSeconds * 1_000)
      caller.send(subscribe('2', asked.query))
      assert.equal((await caller.next())?.type, 'next')
      caller.socket.close()
    } else assert.equal((await askBy(way, service.url, asked)).status, 200)
    const { status, body } = await askBy('short', service.url, { query: '{ __typename }', headers })
    assert.equal(status, 429)
    // It cost 51 and a point of 30: 22 are owed, and one is needed.
    assert.ok(Math.abs(body.errors[0].extensions.retryAfterSeconds - 46) <= 2)
  })
}

test('whoever waits as long as they were told is answered', () => {
  let now = 0
  const rate = createRate(60, () => now)
  const request = (cost: number) => {
    const point = rate.take('a', 1)
    return point.granted ? rate.take('a', cost, 1) : point
  }
  assert.equal(request(40).granted, true)
  for (const cost of [30, 59, 60, 20, 1_000]) {
    // For the point of the request itself, before it is known what it costs.
    now += 2_000
    const refused = request(cost)
    assert.equal(refused.granted, false)
    now += refused.seconds * 1_000
    assert.equal(request(cost).granted, true, String(cost))
  }
})

test('points come back evenly, up to as many as a minute gives', () => {
  let now = 0
  const rate = createRate(60, () => now)
  assert.deepEqual(rate.take('a', 60), { granted: true, left: 0, seconds: 60 })
  now += 9_999
  assert.equal(rate.take('a', 10).granted, false)
  now += 1
  assert.deepEqual(rate.take('a', 10), { granted: true, left: 0, seconds: 60 })
  now += 1_000_000
  assert.deepEqual(rate.take('a', 60), { granted: true, left: 0, seconds: 60 })
})

test('what is owed comes back first', () => {
  let now = 0
  const rate = createRate(60, () => now)
  assert.deepEqual(rate.take('a', 1_000), { granted: true, left: 0, seconds: 1_000 })
  assert.deepEqual(rate.take('a', 1), { granted: false, left: 0, seconds: 941 })
  now += 940_999
  assert.equal(rate.take('a', 1).granted, false)
  now += 1
  assert.equal(rate.take('a', 1).granted, true)
})

test('a key has as many streams and subscriptions of WebSockets at once as it may, and one more when one ends', async () => {
  const headers = { authorization: `Bearer ${key}` }
  const stream = await openStream(few.url, ENTRIES, {}, headers)
  const caller = await connect(few.url, { headers })
  caller.send(subscribe('1', ENTRIES))
  await caller.next()
  caller.send(subscribe('2', ENTRIES))
  assert.equal((await caller.next())?.payload[0].extensions.code, 'TOO_MANY_SUBSCRIPTIONS')
  const refused = await post(few.url, ENTRIES, { headers: { ...headers, accept: 'text/event-stream' } })
  assert.match(await refused.text(), /TOO_MANY_SUBSCRIPTIONS/)
  await stream.close()
  await until('there is room again', async () => {
    caller.send(subscribe('3', ENTRIES))
    const told = await caller.next()
    return told?.type === 'next'
  })
  caller.socket.close()
})

test('an address without a key has as many as it may', async () => {
  const { headers } = from(newAddress())
  const caller = await connect(few.url, { headers })
  caller.send(subscribe('1', ENTRIES))
  await caller.next()
  caller.send(subscribe('2', ENTRIES))
  assert.equal((await caller.next())?.payload[0].extensions.code, 'TOO_MANY_SUBSCRIPTIONS')
  caller.send({ type: 'complete', id: '1' })
  await until('there is room again', async () => {
    caller.send(subscribe('3', ENTRIES))
    return (await caller.next())?.type === 'next'
  })
  caller.socket.close()
})
