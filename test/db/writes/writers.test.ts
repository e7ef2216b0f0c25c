import assert from 'node:assert/strict'
import test from 'node:test'
import { sql } from 'kysely'
import { inTransaction } from '../../../db/writes/transaction.ts'
import { openTestDatabase } from '../../support/database.ts'
import { until } from '../../support/until.ts'

test('of a small pool too, writers leave a connection to what is looked up beside them', async () => {
  const database = await openTestDatabase({ connections: 3 })
  const gate = Promise.withResolvers<void>()
  let begun = 0
  const writes = Array.from({ length: 4 }, () =>
    inTransaction(database.kysely, async (trx) => {
      begun += (await sql`select 1`.execute(trx)).rows.length
      await gate.promise
    }),
  )
  try {
    await until('a writer', () => begun > 0)
    for (let nth = 0; nth < 10; nth++) {
      const { rows } = await sql<{ one: number }>`select ${nth}::int as one`.execute(database.kysely)
      assert.deepEqual(rows, [{ one: nth }])
    }
    assert.equal(begun, 1)
  } finally {
    gate.resolve()
  }
  await Promise.all(writes)
  assert.equal(begun, 4)
})
