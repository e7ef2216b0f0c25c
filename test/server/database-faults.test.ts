import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { migrate } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open.ts'
import { post } from '../support/ask.ts'
import { type MortalPostgres, openMortalPostgres } from '../support/faults/postgres.ts'
import { makeKey } from '../support/keys.ts'
import { metricsOf, readMetrics } from '../support/metrics.ts'
import { query } from '../support/postgres.ts'
import { startService } from '../support/process.ts'
import { openStream } from '../support/stream.ts'
import { fillTablespace } from '../support/tablespace.ts'
import { until } from '../support/until.ts'
import { connect, openSocket, subscribe } from '../support/web-socket.ts'

/** Waiting for a connection takes two seconds at most; a busy machine is given one more. */
const REFUSED_WITHIN_MS = 3_000
/** A writer waits for its turn before, as long. */
const WRITER_REFUSED_WITHIN_MS = 5_000
const RECOVERED_WITHIN_MS = 5_000
/** Longer than pools, waits and pauses between tries last. */
const GONE_MS = 20_000

const QUERY = '{ outlets { nodes { name } } }'
const CREATE = `mutation ($name: String!) {
  createOutlet(input: { name: $name, idempotencyKey: $name }) { ... on CreateOutletPayload { node { id } } }
}`

let postgres: MortalPostgres
let key = ''
/** Those that the process has not been asked with yet: who has them it must find out. */
const others: string[] = []
let service: Awaited<ReturnType<typeof startService>>
const opened = new AsyncDisposableStack()
before(async () => {
  postgres = await openMortalPostgres()
  opened.defer(() => postgres.close())
  const database = openDatabase(postgres.url, { statementTimeoutMs: 0 })
  await migrate(database.kysely)
  key = await makeKey(database, 'EDITOR')
  for (let nth = 0; nth < 2; nth++) others.push(await makeKey(database, 'EDITOR'))
  await database.close()
  service = await startService({
    DATABASE_URL: postgres.url,
    DATELINE_PUBLIC_READ: 'on',
    DATELINE_METRICS_PORT: '0',
  })
  opened.defer(async () => {
    service.kill('SIGTERM')
    // Through all of it, it has not ended.
    assert.equal(await service.exit, 0)
  })
})
after(() => opened.disposeAsync())

/** How a request is answered: the code is that of the first error, null without one. */
async function send(source: string, options: Parameters<typeof post>[2] = {}) {
  const start = performance.now()
  const answer = await post(service.url ?? '', source, options)
  const { data, errors } = JSON.parse(await answer.text())
  const code: string | null = errors?.[0].extensions.code ?? null
  const retryAfter = answer.headers.get('retry-after')
  return { data, code, status: answer.status, retryAfter, ms: performance.now() - start }
}

type Answer = Awaited<ReturnType<typeof send>>

function assertRefused(
  { code, status, retryAfter, ms }: Answer,
  wanted = 'BUSY',
  withinMs = REFUSED_WITHIN_MS,
): void {
  assert.deepEqual({ code, status, retryAfter }, { code: wanted, status: 503, retryAfter: '1' })
  assert.ok(ms < withinMs, `it took ${ms} ms`)
}

const create = (name: string) => send(CREATE, { key, variables: { name } })

/** Waits until queries and mutations are answered again, and asserts that it was soon. */
async function recovered(name: string): Promise<void> {
  const start = performance.now()
  await until('an answer', async () => (await send(QUERY)).code === null)
  await until('a write', async () => (await create(name)).code === null)
  const ms = performance.now() - start
  assert.ok(ms < RECOVERED_WITHIN_MS, `it took ${ms} ms`)
}

const health = async (path: string) => (await fetch(new URL(path, service.url ?? ''))).status

/** Does something while a statement, in a transaction of the test, holds what it locks. */
async function holding(lock: string, work: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url, application_name: 'holder' })
  await client.connect()
  try {
    await client.query('begin')
    await client.query(lock)
    await work()
  } finally {
    await client.end()
  }
}

const TERMINATE = `select pg_terminate_backend(pid) from pg_stat_activity
  where application_name = 'dateline' and wait_event_type = 'Lock'`

/** Ends all backends of the service that wait for a lock, once there are so many. */
async function endWaiting(count: number): Promise<void> {
  const ended: unknown[] = []
  await until(`${count} that wait`, async () => {
    ended.push(...(await query(postgres.url, TERMINATE)))
    return ended.length >= count
  })
}

test('with all connections in use, what asks for one is refused within three seconds, and told when to come back', async () => {
  await holding('lock table outlet in access exclusive mode', async () => {
    const asked = Array.from({ length: 30 }, () => send(QUERY))
    const waiting = async () => {
      const { value } = await readMetrics(metricsOf(service.output()))
      return value('dateline_pool_waiting', { pool: 'prepared' }) ?? 0
    }
    await until('some that wait for a connection', async () => (await waiting()) > 0)
    assert.equal(await health('/live'), 200)
    for (const answer of await Promise.all(asked)) assertRefused(answer)
  })
  await recovered('After all were in use')
})

test('a backend that is ended in the midst of a query or a mutation costs that one alone', async () => {
  await holding('lock table outlet in access exclusive mode', async () => {
    const asked = [send(QUERY), create('Ended in the midst')]
    await endWaiting(2)
    for (const answer of await Promise.all(asked)) assertRefused(answer)
  })
  assert.equal((await send(QUERY)).code, null)
  assert.equal((await create('Ended in the midst')).code, null)
})

test('a backend that is ended in the midst of a commit leaves it open whether that was done, and the same key tells', async () => {
  await holding('select * from feed_head for update', async () => {
    const asked = create('Ended at the end')
    await endWaiting(1)
    assertRefused(await asked, 'OUTCOME_UNKNOWN')
  })
  const again = await create('Ended at the end')
  assert.ok(again.data.createOutlet.node.id)
  const { data } = await send('{ outlets(filter: { name: { eq: "Ended at the end" } }) { totalCount } }')
  assert.equal(data.outlets.totalCount, 1)
})

test('while PostgreSQL is gone everything is refused with a code, and goes on when it is back', async () => {
  const url = service.url ?? ''
  const stream = await openStream(url, 'subscription { outlets { entry { nodeId } node { name } } }')
  await stream.next()
  const socket = await connect(url)
  await postgres.kill()
  const back = performance.now() + GONE_MS

  assertRefused(await send(QUERY))
  assertRefused(await create('While it is gone'))
  const [unknown = '', another = ''] = others
  assertRefused(await send(QUERY, { key: unknown }))
  socket.send(subscribe('1', QUERY))
  assert.equal((await socket.next())?.payload.errors[0].extensions.code, 'BUSY')
  assert.equal((await socket.next())?.type, 'complete')
  const headers = { authorization: `Bearer ${another}` }
  await assert.rejects(openSocket(url, { headers }), /503/)
  const feed = await fetch(new URL('/feed/outlets.json', url))
  assert.deepEqual([feed.status, feed.headers.get('retry-after')], [503, '1'])
  assert.deepEqual([await health('/live'), await health('/ready')], [200, 503])
  for (; performance.now() < back; await wait(1_000)) assertRefused(await send(QUERY))

  await postgres.start()
  await recovered('After it was gone')
  assert.equal((await stream.nextEntry()).node.name, 'After it was gone')
  socket.send(subscribe('2', QUERY))
  assert.ok((await socket.next())?.payload.data)
  assert.equal(await health('/ready'), 200)
  for (const one of [stream, socket.socket]) one.close()
})

test('while PostgreSQL answers nothing, what finds no connection is refused, and all goes on when it does', async () => {
  const FROZEN_MS = 5_000
  await postgres.freeze()
  const thawing = wait(FROZEN_MS).then(() => postgres.thaw())
  const asked = Array.from({ length: 40 }, (_, nth) =>
    nth % 4 === 0 ? create(`Frozen ${nth}`) : send(QUERY),
  )
  const answers = await Promise.all(asked)
  await thawing
  await recovered('After it was frozen')
  const refused = answers.filter(({ code }) => code !== null)
  assert.ok(refused.length > 0)
  for (const answer of refused) assertRefused(answer, 'BUSY', WRITER_REFUSED_WITHIN_MS)
  // What had a connection waited for its answer, and was given it.
  assert.ok(refused.length < answers.length)
})

test('with a full disk writes are refused with a code, reads go on, and writes do when there is room', async (t) => {
  const filled = await fillTablespace(t, postgres)
  if (filled === null) return t.skip('needs root, and to be allowed to mount a tmpfs')
  // What could be packed would not fill it.
  const body = randomBytes(25_000).toString('hex').replaceAll(/.{8}/g, '$& ')
  const write = (nth: number) =>
    send('mutation ($input: BulkInput!) { bulk(input: $input) { ... on Error { code } } }', {
      key,
      variables: {
        input: {
          records: Array.from({ length: 20 }, (_, at) => ({
            article: {
              slug: `full-${nth}-${at}`,
              headline: 'A',
              publishedOn: '2024-02-07',
              body: `${at} ${nth} ${body}`,
            },
          })),
        },
      },
    })
  let answer = await write(0)
  for (let nth = 1; answer.code === null && nth < 50; nth++) answer = await write(nth)
  assert.deepEqual([answer.code, answer.status, answer.retryAfter], ['BUSY', 503, '1'])
  assert.equal((await send(QUERY)).code, null)
  await filled.free()
  await recovered('After it was full')
})

test('nothing of all that was taken for a defect', () => {
  const lines = service
    .output()
    .split('\n')
    .filter((line) => line.includes('"level":50'))
  const told = new Set(lines.map((line) => /"msg":"(.*?)"/.exec(line)?.[1]))
  // Moving the database to a small disk took it away, for a reason of the test's own.
  for (const known of ['the feed cannot be read', 'webhooks cannot be read']) told.delete(known)
  assert.deepEqual([...told], [])
})
