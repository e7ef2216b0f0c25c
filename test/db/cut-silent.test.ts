import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { isLost } from '../../db/lost.ts'
import { openDatabase } from '../../db/open.ts'
import { openTestDatabase } from '../support/database.ts'
import { openRelay } from '../support/relay.ts'

const { url } = await openTestDatabase()
const ONE = { name: 'one', text: 'select 1', values: [] }
const sleep = (seconds: number) => ({ name: 'sleep', text: 'select 1 from pg_sleep($1)', values: [seconds] })

test('what waits at a connection that the network has dropped fails as lost, and the next is answered', async (t) => {
  const relay = await openRelay([url])
  const database = openDatabase(relay.url, { answerTimeoutMs: 500 })
  t.after(() => Promise.all([database.close(), relay.close()]))
  const wait = database.kysely.transaction().execute(async (trx) => {
    await sql`select 1`.execute(trx)
    relay.silence()
    await sql`select 1`.execute(trx)
  })
  await assert.rejects(wait, (error) => isLost(error))
  assert.equal(await database.read(ONE), 1)
  const read = database.read(sleep(60))
  setTimeout(relay.silence, 100)
  await assert.rejects(read, (error) => isLost(error))
  assert.equal(await database.read(ONE), 1)
})

test('a connection may be idle for longer, and a statement run as long as it may', async (t) => {
  const relay = await openRelay([url])
  const database = openDatabase(relay.url, { answerTimeoutMs: 500 })
  const patient = openDatabase(relay.url, { statementTimeoutMs: 0 })
  t.after(() => Promise.all([database.close(), patient.close(), relay.close()]))
  assert.equal(await database.read(ONE), 1)
  assert.equal(await patient.read(sleep(1)), 1)
  assert.equal(await database.read(ONE), 1)
  assert.deepEqual(relay.given, [2])
})
