import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pino from 'pino'
import { makeAll } from '../../support/make.ts'
import { makePlace } from '../../support/postgres.ts'
import { startService } from '../../support/process.ts'
import { openTestService } from '../../support/serve.ts'
import { until } from '../../support/until.ts'
import { connect, openSocket, subscribe } from '../../support/web-socket.ts'

const lines: Record<string, unknown>[] = []
const log = pino({ base: null }, { write: (line) => lines.push(JSON.parse(line)) })
const LIMITS = { pingMs: 400, slowReaderMs: 300, closeMs: 1_000 }
const service = await openTestService({ log, limits: LIMITS })
const { url, database } = service
/** What the tests of a stop close, each its own. */
const stopped = await openTestService({ limits: { closeMs: 500 } })

const ENTRIES = 'subscription { entries { cursor } }'

/** Subscribed, as far as the database can tell. */
async function follow(caller: Awaited<ReturnType<typeof connect>>, to: typeof service): Promise<void> {
  caller.send(subscribe('feed', ENTRIES))
  await until('an entry', async () => {
    await makeAll(to.database, 'Outlet', [{}])
    return caller.waiting.length > 0
  })
}

test('a connection that breaks off ends its subscriptions', async () => {
  lines.length = 0
  const caller = await connect(url)
  await follow(caller, service)
  caller.socket.terminate()
  await until('the end of the subscription', () => lines.some(({ kind }) => kind === 'subscription'))
})

test('the code that a client closes with is in the log, acknowledged or not', async () => {
  lines.length = 0
  const [known, unknown] = [await connect(url), await openSocket(url)]
  known.socket.close(4321, 'Bye')
  unknown.socket.close(4322)
  const codes = () => lines.filter(({ msg }) => msg === 'web socket').map(({ code }) => code)
  await until('both lines', () => codes().length === 2)
  assert.deepEqual(new Set(codes()), new Set([4321, 4322]))
})

test('a peer that answers pings is kept, one that does not is cut', async () => {
  const [living, dead] = [await connect(url), await connect(url)]
  // Heard, and not answered.
  dead.socket.pong = () => {}
  assert.equal((await dead.closed()).code, 1006)
  await sleep(3 * LIMITS.pingMs)
  living.send(subscribe('1', '{ __typename }'))
  assert.equal((await living.next())?.type, 'next')
  living.socket.close()
})

/** A hundred aliases of a name of three hundred characters: thirty kilobytes an entry. */
const LONG = `subscription ($after: Cursor) { entries(after: $after) { cursor node { ... on Outlet {
  ${Array.from({ length: 100 }, (_, nth) => `n${nth}: name`).join(' ')}
} } } }`

test('a reader that takes nothing is sent no more, closed with 1013, and goes on after its last cursor without a gap', async () => {
  const first = await connect(url)
  await follow(first, service)
  const after = first.waiting.at(-1)?.payload.data.entries.cursor
  first.socket.close()
  const outlets = Array.from({ length: 1_000 }, () => ({ name: 'x'.repeat(300) }))
  await makeAll(database, 'Outlet', outlets)

  const slow = await connect(url)
  const reads = database.reads.length
  slow.send(subscribe('1', LONG, { after }))
  slow.socket.pause()
  await sleep(3 * LIMITS.slowReaderMs)
  slow.socket.resume()
  const { code, reason } = await slow.closed()
  assert.equal(code, 1013)
  assert.match(reason, /^Nothing was read for too long/)
  assert.ok(slow.waiting.length > 0 && slow.waiting.length < outlets.length)
  assert.ok(slow.waiting.every(({ type }) => type === 'next'))
  assert.ok(database.reads.length - reads < 10)

  const again = await connect(url)
  const cursors = slow.waiting.map(({ payload }) => payload.data.entries.cursor)
  again.send(subscribe('1', LONG, { after: cursors.at(-1) }))
  await until('the rest', () => {
    const last = cursors.length + again.waiting.length
    return last >= outlets.length
  })
  cursors.push(...again.waiting.map(({ payload }) => payload.data.entries.cursor))
  again.socket.close()

  const whole = await connect(url)
  whole.send(subscribe('1', LONG, { after }))
  await until('all', () => whole.waiting.length >= outlets.length)
  assert.deepEqual(
    cursors.slice(0, outlets.length),
    whole.waiting.slice(0, outlets.length).map(({ payload }) => payload.data.entries.cursor),
  )
  whole.socket.close()
})

test('a reader that goes on asking and takes nothing is not heard, and cut', async () => {
  lines.length = 0
  const caller = await connect(url)
  const before = process.memoryUsage().rss
  caller.socket.pause()
  const filling = 'x'.repeat(60_000)
  await until('what the service does not take', () => {
    for (let nth = 0; nth < 20; nth++) caller.send({ type: 'ping', payload: { filling } })
    return caller.socket.bufferedAmount > 2_000_000
  })
  assert.ok(process.memoryUsage().rss - before < 100_000_000)
  await until('its end', () => lines.some(({ msg, code }) => msg === 'web socket' && code === 1006))
  caller.socket.terminate()
})

test('a stop closes what is idle with 1001 at once, and what is answered afterwards', async () => {
  const [idle, subscriber, writer, fresh, mute] = [
    await connect(stopped.url),
    await connect(stopped.url),
    await connect(stopped.url),
    await openSocket(stopped.url),
    await connect(stopped.url),
  ]
  await follow(subscriber, stopped)
  mute.socket.pause()
  let closing: Promise<void> | undefined
  await stopped.database.kysely.transaction().execute(async (trx) => {
    await sql`lock table outlet in access exclusive mode`.execute(trx)
    const before = stopped.database.reads.length
    writer.send(subscribe('1', '{ outlets { totalCount } }'))
    await until('the statement', () => stopped.database.reads.length > before)
    closing = stopped.close()
    for (const caller of [idle, subscriber, fresh]) assert.equal((await caller.closed()).code, 1001)
    assert.match((await idle.closed()).reason, /^Going away/)
    // Its end would say that there is nothing more.
    assert.ok(subscriber.waiting.every(({ type }) => type === 'next'))
    writer.send(subscribe('2', '{ __typename }'))
    const { id, type, payload } = (await writer.next()) ?? {}
    assert.deepEqual([id, type, payload[0].extensions.code], ['2', 'error', 'BUSY'])
    await assert.rejects(openSocket(stopped.url))
  })
  assert.equal((await writer.next())?.type, 'next')
  assert.deepEqual(await writer.next(), { id: '1', type: 'complete' })
  assert.equal((await writer.closed()).code, 1001)
  // The mute one, too, is gone by then.
  await closing
})

test('workers close their WebSockets with 1001 when the service is told to stop, which ends with 0', async (t) => {
  const settings = { DATELINE_DATA: await makePlace(t), DATELINE_SAMPLE: 'off' }
  const running = await startService(settings, ['--workers', '2'])
  t.after(() => running.kill('SIGKILL'))
  const callers = await Promise.all(Array.from({ length: 4 }, () => connect(running.url ?? '')))
  for (const caller of callers) {
    caller.send(subscribe('feed', ENTRIES))
    caller.send(subscribe('1', '{ events { totalCount } }'))
    assert.equal((await caller.next())?.payload.data.events.totalCount, 0)
    assert.equal((await caller.next())?.type, 'complete')
  }
  running.kill('SIGTERM')
  for (const caller of callers) {
    assert.equal((await caller.closed()).code, 1001)
    assert.deepEqual(caller.waiting, [])
  }
  assert.equal(await running.exit, 0)
})
