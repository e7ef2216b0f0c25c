import assert from 'node:assert/strict'
import test from 'node:test'
import { sql } from 'kysely'
import { inTransaction } from '../../../db/writes/transaction.ts'
import { openTestDatabase } from '../../support/database.ts'

test('of a small pool too, writers leave a connection to those who read', async () => {
  const database = await openTestDatabase({ connections: 3 })
  const writes = Array.from({ length: 4 }, () =>
    inTransaction(database.kysely, (trx) => sql`select pg_sleep(0.4)`.execute(trx)),
  )
  const began = performance.now()
  for (let nth = 0; nth < 10; nth++) {
    assert.equal(await database.read({ name: 'one', text: 'select 1', values: [] }), 1)
  }
  assert.ok(performance.now() - began < 300)
  await Promise.all(writes)
})
