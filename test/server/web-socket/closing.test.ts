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
import { connect, cursorOf, ENTRIES, follow, openSocket, subscribe } from '../../support/web-socket.ts'

const lines: Record<string, unknown>[] = []
const log = pino({ base: null }, { write: (line) => lines.push(JSON.parse(line)) })
const service = await openTestService({ log, limits: { slowReaderMs: 300, closeMs: 2_000 } })
const { url, database } = service
const PING_MS = 400
const pinging = await openTestService({ limits: { pingMs: PING_MS } })
const stopped = await openTestService({ limits: { closeMs: 30_000 } })

test('a connection that breaks off ends its subscriptions, which read no more', async () => {
  lines.length = 0
  const [caller, other] = [await connect(url), await connect(url)]
  await follow(caller, 'feed')
  await follow(other, 'feed')
  caller.socket.terminate()
  await until('the end of the subscription', () => lines.some(({ kind }) => kind === 'subscription'))
  const reads = database.reads.length
  await makeAll(database, 'Outlet', [{}])
  assert.equal((await other.next())?.id, 'feed')
  other.send({ type: 'ping' })
  assert.equal((await other.next())?.type, 'pong')
  assert.equal(database.reads.length - reads, 1)
  other.socket.close()
})

test('the code that a client closes with is in the log, acknowledged or not', async () => {
  lines.length = 0
  const [known, unknown] = [await connect(url), await openSocket(url)]
  known.socket.close(4321, 'Bye')
  unknown.socket.close(4322)
  const isTold = (closing: number) => lines.some(({ msg, code }) => msg === 'web socket' && code === closing)
  await until('both lines', () => isTold(4321) && isTold(4322))
})

test('a peer that answers pings is kept, one that does not is cut', async () => {
  const [living, dead] = [await connect(pinging.url), await connect(pinging.url)]
  // Heard, and not answered.
  dead.socket.pong = () => {}
  assert.equal((await dead.closed()).code, 1006)
  await sleep(3 * PING_MS)
  living.send(subscribe('1', '{ __typename }'))
  assert.equal((await living.next())?.type, 'next')
  living.socket.close()
})

/** More than the system takes on behalf of a reader that sleeps: four megabytes. */
const LONG = { articles: 50, characters: 150_000 }
const BODIES = `subscription ($after: Cursor) {
  entries(after: $after) { cursor entry { node { ... on Article { body } } } }
}`

/** Makes the long articles, and returns the cursor before them. */
async function makeLong(): Promise<string> {
  const caller = await connect(url)
  const after = await follow(caller, 'feed')
  caller.socket.close()
  const body = 'x'.repeat(LONG.characters)
  await makeAll(
    database,
    'Article',
    Array.from({ length: LONG.articles }, () => ({ body })),
  )
  lines.length = 0
  return after
}

test('a reader that takes nothing is sent no more, closed with 1013, and goes on after its last cursor without a gap', async () => {
  const after = await makeLong()
  const slow = await connect(url)
  slow.send(subscribe('1', BODIES, { after }))
  slow.socket.pause()
  await until('the warning', () => lines.some(isWarning))
  slow.socket.resume()
  const { code, reason } = await slow.closed()
  assert.equal(code, 1013)
  assert.match(reason, /^Nothing was read for too long/)
  assert.ok(slow.waiting.length > 0 && slow.waiting.length < LONG.articles)
  assert.ok(slow.waiting.every(({ type }) => type === 'next'))

  const read = async (from: string, count: number) => {
    const caller = await connect(url)
    caller.send(
      subscribe('1', 'subscription ($after: Cursor) { entries(after: $after) { cursor } }', { after: from }),
    )
    await until('the rest', () => caller.waiting.length === count + 1)
    caller.socket.close()
    return caller.waiting.slice(1).map(cursorOf)
  }
  const cursors = slow.waiting.slice(1).map(cursorOf)
  const rest = await read(cursors.at(-1) ?? '', LONG.articles - cursors.length)
  assert.deepEqual([...cursors, ...rest], await read(after, LONG.articles))
})

test('what waits for a reader is no more when it has more subscriptions', async () => {
  const after = await makeLong()
  const slow = await connect(url)
  for (let nth = 0; nth < 5; nth++) slow.send(subscribe(`${nth}`, BODIES, { after }))
  slow.socket.pause()
  await until('the warning', () => lines.some(isWarning))
  assert.ok(Number(lines.find(isWarning)?.waitingBytes) < 2 * LONG.characters)
  slow.socket.terminate()
  await until('the end of all', () => lines.filter(({ kind }) => kind === 'subscription').length === 5)
})

test('a reader that goes on asking and takes nothing is not heard, and cut', async () => {
  lines.length = 0
  const caller = await connect(url)
  caller.socket.pause()
  const ping = JSON.stringify({ type: 'ping', payload: { filling: 'x'.repeat(60_000) } })
  for (let nth = 0; nth < 1_000; nth++) caller.send(ping)
  await until('the warning', () => lines.some(isWarning))
  assert.ok(caller.socket.bufferedAmount > 40_000_000)
  await until('its end', () => lines.some(({ msg, code }) => msg === 'web socket' && code === 1006))
  caller.socket.terminate()
})

const isWarning = ({ msg }: Record<string, unknown>) => msg === 'a web socket is not read from'

test('a stop closes what is idle with 1001 at once, and what is answered afterwards', async () => {
  const [idle, subscriber, writer, fresh, mute] = [
    await connect(stopped.url),
    await connect(stopped.url),
    await connect(stopped.url),
    await openSocket(stopped.url),
    await connect(stopped.url),
  ]
  await follow(subscriber, 'feed')
  await follow(writer, 'feed')
  mute.socket.pause()
  const stoppedAt = performance.now()
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
  assert.deepEqual(writer.waiting, [])
  await closing
  // Not even the mute one holds it up.
  assert.ok(performance.now() - stoppedAt < 10_000)
})

test('workers close their WebSockets with 1001 when the service is told to stop, which ends with 0', async (t) => {
  const settings = { DATELINE_DATA: await makePlace(t), DATELINE_SAMPLE: 'off' }
  const running = await startService(settings, ['--workers', '2'])
  t.after(() => running.kill('SIGKILL'))
  const callers = await Promise.all(Array.from({ length: 4 }, () => connect(running.url ?? '')))
  for (const caller of callers) {
    caller.send(subscribe('feed', ENTRIES))
    caller.send(subscribe('1', '{ events { totalCount } }'))
    await until('both', () => caller.waiting.length === 3)
  }
  running.kill('SIGTERM')
  for (const caller of callers) {
    assert.equal((await caller.closed()).code, 1001)
    const told = caller.waiting.map(({ id, type }) => `${id} ${type}`)
    assert.deepEqual(told.sort(), ['1 complete', '1 next', 'feed next'])
  }
  assert.equal(await running.exit, 0)
})
