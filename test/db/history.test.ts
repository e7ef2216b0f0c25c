import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openTestDatabase } from '../support/database.ts'
import { makeOutlet } from '../support/make.ts'

const db = await openTestDatabase()
await makeOutlet(db, { name: 'First' })

const history = async () => {
  const { rows } = await sql`select * from revision order by id`.execute(db.kysely)
  return rows
}

for (const change of [
  `update revision set actor = 'somebody else'`,
  'update revision set actor = actor where false',
  'delete from revision',
  'truncate revision',
  `insert into revision select * from revision on conflict (id) do update set actor = 'somebody else'`,
]) {
  test(`the history cannot be changed by: ${change}`, async () => {
    const before = await history()
    assert.equal(before.length, 1)
    await assert.rejects(sql.raw(change).execute(db.kysely), { code: '42501', message: /append-only/ })
    assert.deepEqual(await history(), before)
  })
}

test('a session that runs as a replica, whose triggers are off, cannot change the history either', async () => {
  await assert.rejects(
    db.kysely.transaction().execute(async (trx) => {
      await sql`set local session_replication_role = replica`.execute(trx)
      await sql`delete from revision`.execute(trx)
    }),
    { code: '42501' },
  )
})

test('the history goes on', async () => {
  await makeOutlet(db, { name: 'Second' })
  assert.equal((await history()).length, 2)
})
