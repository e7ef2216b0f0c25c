import assert from 'node:assert/strict'
import test from 'node:test'
import { sql } from 'kysely'
import { MAX_PREPARED } from '../../db/prepared.ts'
import { openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase({ connections: 1 })
const pooled = await openTestDatabase({ connections: 1, pooled: true })

const findPrepared = async ({ kysely } = database) =>
  (
    await sql<{ name: string; uses: string; session: number }>`
      select name, generic_plans + custom_plans as uses, pg_backend_pid() as session from pg_prepared_statements`.execute(
      kysely,
    )
  ).rows

test('a statement that comes again is prepared once', async () => {
  for (const value of ['a', 'b', 'c']) {
    assert.equal(await database.read({ name: 'again', text: 'select $1::text', values: [value] }), value)
  }
  const [again, ...more] = await findPrepared()
  assert.deepEqual({ ...again, session: 0 }, { name: 'again', uses: '3', session: 0 })
  assert.deepEqual(more, [])
})

test('however many statements there are, a connection keeps a bounded number of them', async () => {
  let most = 0
  const sessions = new Set<number | undefined>()
  for (let nth = 1; nth <= 2.5 * MAX_PREPARED; nth++) {
    assert.equal(await database.read({ name: `n${nth}`, text: `select ${nth}`, values: [] }), nth)
    if (nth % 40 > 0) continue
    const kept = await findPrepared()
    most = Math.max(most, kept.length)
    sessions.add(kept[0]?.session)
  }
  assert.ok(most > MAX_PREPARED / 2 && most <= MAX_PREPARED, `${most} were kept`)
  sessions.delete(undefined)
  assert.equal(sessions.size, 3)
})

test('behind a pooler a session is asked for nothing and left with nothing', async () => {
  assert.equal(await pooled.read({ name: 'once', text: 'select $1::text', values: ['a'] }), 'a')
  assert.deepEqual(await findPrepared(pooled), [])
  assert.equal(await pooled.read({ name: '', text: 'show statement_timeout', values: [] }), '0')
  assert.equal(await database.read({ name: '', text: 'show statement_timeout', values: [] }), '8s')
})
