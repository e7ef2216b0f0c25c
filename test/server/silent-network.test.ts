import assert from 'node:assert/strict'
import { test } from 'node:test'
import { post } from '../support/ask.ts'
import { openTestDatabase, serviceUrlOf } from '../support/database.ts'
import { makeKey } from '../support/keys.ts'
import { startService } from '../support/process.ts'
import { openRelay } from '../support/relay.ts'
import { openStream } from '../support/stream.ts'
import { until } from '../support/until.ts'

/** Ten until a connection counts as lost, and what a busy machine takes. */
const GIVEN_UP_WITHIN_MS = 20_000
const QUERY = '{ outlets { totalCount } }'
const CREATE = `mutation ($name: String!) {
  createOutlet(input: { name: $name, idempotencyKey: $name }) { ... on CreateOutletPayload { node { id } } }
}`

test('a network that drops what it carried is found out, and queries, writes and streams go on', async (t) => {
  const database = await openTestDatabase()
  const key = await makeKey(database, 'EDITOR')
  const relay = await openRelay([serviceUrlOf(database.url)])
  const service = await startService({ DATABASE_URL: relay.url, DATELINE_PUBLIC_READ: 'on' })
  t.after(async () => {
    service.kill('SIGTERM')
    await service.exit
    await relay.close()
  })
  const url = service.url ?? ''
  const codeOf = async (answer: Promise<Response>): Promise<string | null> =>
    JSON.parse(await (await answer).text()).errors?.[0].extensions.code ?? null
  const query = () => codeOf(post(url, QUERY))
  const create = (name: string) => codeOf(post(url, CREATE, { key, variables: { name } }))
  const stream = await openStream(url, 'subscription { outlets { node { name } } }')
  await stream.next()
  assert.deepEqual(await Promise.all([query(), query(), create('Before')]), [null, null, null])
  assert.equal((await stream.nextEntry()).node.name, 'Before')

  relay.silence()
  const start = performance.now()
  const codes = await Promise.all([...Array.from({ length: 15 }, query), create('Amid')])
  const refused = codes.filter((code) => code !== null)
  // What waits at a dropped connection is told by the deadline of requests, or as soon as that counts as lost.
  assert.ok(
    refused.length > 0 && refused.every((code) => code === 'BUSY' || code === 'TIMEOUT'),
    String(codes),
  )
  await until('an answer', async () => (await query()) === null)
  await until('a write', async () => (await create('Amid')) === null)
  const ms = performance.now() - start
  assert.ok(ms < GIVEN_UP_WITHIN_MS, `it took ${ms} ms`)
  assert.equal((await stream.nextEntry()).node.name, 'Amid')
  stream.close()
})
