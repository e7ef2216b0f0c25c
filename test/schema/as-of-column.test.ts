import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { putAsOfFunctions } from '../../db/migrations/as-of-functions.ts'
import { putKeepFormer } from '../../db/migrations/keep-former.ts'
import { run } from '../../db/migrations/run.ts'
import { passInstant, rewriteHistory } from '../support/change.ts'
import { openTestDatabase } from '../support/database.ts'
import { makeAll, makeOutlet } from '../support/make.ts'
import { ask } from '../support/send.ts'

test('a column that a migration adds as CONTRIBUTING.md says is kept with the past from then on', async () => {
  const db = await openTestDatabase()
  await makeOutlet(db, { slug: 'daily', name: 'first' })
  const before = await passInstant(db)
  await makeAll(db, 'Outlet', [{ slug: 'daily', name: 'second' }])
  await run(
    db.kysely,
    sql`alter table outlet add column slogan text`,
    sql`alter table former_outlet add column slogan text`,
  )
  await putKeepFormer(db.kysely)
  await putAsOfFunctions(db.kysely)
  // What a noun that has the column would write.
  await sql`update outlet set slogan = 'All of it'`.execute(db.kysely)
  await rewriteHistory(
    db,
    sql`update revision set state = state || '{"slogan": "All of it"}' where kind = 'Outlet' and revision = 2`,
  )
  const between = await passInstant(db)
  await makeAll(db, 'Outlet', [{ slug: 'daily', name: 'third' }])
  const known = async (at: string) => {
    const { outlet } = await ask<{ outlet: { name: string } }>(
      db,
      'query ($at: DateTime) { outlet(by: { slug: "daily" }, asOf: $at) { name } }',
      { at },
    )
    const { rows } = await sql<{
      slogan: string | null
    }>`select slogan from outlet_as_of(${at}::timestamptz)`.execute(db.kysely)
    return [outlet.name, rows[0]?.slogan]
  }
  assert.deepEqual(await known(before), ['first', null])
  assert.deepEqual(await known(between), ['second', 'All of it'])
  assert.deepEqual(await known('2999-01-01T00:00:00Z'), ['third', 'All of it'])
})
