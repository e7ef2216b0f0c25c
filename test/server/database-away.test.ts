import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '../../db/open.ts'
import { post } from '../support/ask.ts'
import { openCluster } from '../support/faults/cluster.ts'
import { makeKey } from '../support/keys.ts'
import { openTestService } from '../support/serve.ts'
import { until } from '../support/until.ts'

const cluster = await openCluster(1)
after(() => cluster.close())
const url = cluster.replicas[0]?.url ?? ''
const { key, postgres } = cluster
const service = await openTestService()

const LIST = '{ outlets { nodes { id } } }'
const CREATE = `mutation ($key: String) { createOutlet(input: { name: "Away", idempotencyKey: $key }) {
  ... on CreateOutletPayload { node { id } } } }`
/** The connections of a process for what is written. */
const POOL = 10
const FEW_MS = 4_000

/** A query on the short way and on the long one, with a key that nobody remembers, a mutation, and a feed for readers. */
const ASKED: Record<string, () => Promise<Response>> = {
  'a query': () => post(url, LIST),
  'a query of two fields by two names': () =>
    post(url, `query A { a: outlets { totalCount } b: articles { totalCount } }`),
  'a query with a key': () => post(url, LIST, { key }),
  'a mutation': () => post(url, CREATE, { key, variables: { key: 'away' } }),
  'a feed': () => fetch(new URL('/feed/articles.rss', url)),
}

test('while PostgreSQL is away every answer is 503 with a code and Retry-After, and soon; afterwards all is as before', async () => {
  assert.equal((await post(url, LIST)).status, 200)
  await postgres.stop()
  for (const [name, ask] of Object.entries(ASKED)) {
    const begun = performance.now()
    const answer = await ask()
    const text = await answer.text()
    assert.ok(performance.now() - begun < FEW_MS, name)
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '1'], `${name}: ${text}`)
    assert.match(text, /"BUSY"/, name)
    assert.doesNotMatch(text, /ECONN|postgres|terminat|node_modules/i, name)
  }
  assert.equal((await fetch(new URL('/live', url))).status, 200)
  assert.equal((await fetch(new URL('/ready', url))).status, 503)
  await postgres.start()
  const begun = performance.now()
  await until('an answer', async () => (await post(url, LIST)).status === 200)
  assert.ok(performance.now() - begun < 5_000)
  for (const [name, ask] of Object.entries(ASKED)) assert.equal((await ask()).status, 200, name)
})

test('a mutation whose connection is ended is told to come again, and is done once by its key', async () => {
  // The statement waits for the table until its backend is ended.
  const holder = openDatabase(postgres.url, { connections: 1 })
  after(() => holder.close())
  const variables = { key: 'ended' }
  let answer: Promise<Response> | undefined
  await holder.kysely.transaction().execute(async (trx) => {
    await sql`lock table outlet in access exclusive mode`.execute(trx)
    answer = post(url, CREATE.replace('Away', 'Ended'), { key, variables })
    await until('it waits', async () => {
      const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where wait_event_type = 'Lock' and datname = current_database()`.execute(trx)
      return rows.length > 0
    })
  })
  const first = await answer
  assert.deepEqual(
    [first?.status, JSON.parse((await first?.text()) ?? '').errors[0].extensions.code],
    [503, 'BUSY'],
  )
  for (let times = 0; times < 2; times++) {
    assert.equal((await post(url, CREATE.replace('Away', 'Ended'), { key, variables })).status, 200)
  }
  const { rows } = await sql`select id from outlet where name = 'Ended'`.execute(cluster.database.kysely)
  assert.equal(rows.length, 1)
})

test('when all connections are taken a mutation is told so after two seconds, and the process serves on', async (t) => {
  const { kysely } = service.database
  const editor = await makeKey(service.database, 'EDITOR')
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  t.after(() => release())
  let held = 0
  const hold = async () => {
    held++
    await released
  }
  const holding = Array.from({ length: POOL }, () => kysely.connection().execute(hold))
  await until('connections are taken', () => held === POOL)
  const begun = performance.now()
  const refused = await post(service.url, CREATE, { key: editor })
  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '1'], await refused.text())
  assert.ok(performance.now() - begun < FEW_MS)
  release()
  await Promise.all(holding)
  assert.equal((await post(service.url, CREATE, { key: editor })).status, 200)
})
