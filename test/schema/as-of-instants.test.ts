import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { recordChanges } from '../../db/writes/change.ts'
import { NOUNS } from '../../db/writes/nouns.ts'
import { saveRecords } from '../../db/writes/save.ts'
import { rewriteHistory } from '../support/change.ts'
import { openTestDatabase } from '../support/database.ts'
import { makeAll, makeOutlet } from '../support/make.ts'
import { ask } from '../support/send.ts'

const db = await openTestDatabase()

const nameAt = async (slug: string, at: string) => {
  const { outlet } = await ask<{ outlet: { name: string } | null }>(
    db,
    'query ($slug: String!, $at: DateTime) { outlet(by: { slug: $slug }, asOf: $at) { name } }',
    { slug, at },
  )
  return outlet?.name
}

interface Time {
  revision: number
  at: string
}
const timesOf = async (slug: string) => {
  const { outlet } = await ask<{
    outlet: { updatedAt: string; createdAt: string; revisions: { nodes: Time[] } }
  }>(
    db,
    'query ($slug: String!) { outlet(by: { slug: $slug }) { createdAt updatedAt revisions(last: 50) { nodes { revision at } } } }',
    { slug },
  )
  return outlet
}

test('of several changes within a millisecond the last is known', async () => {
  const { slug } = await makeOutlet(db, { name: 'first' })
  await db.kysely.transaction().execute(async (trx) => {
    for (let at = 0; at < 20; at++) {
      await sql`update outlet set name = ${`change ${at}`} where slug = ${slug}`.execute(trx)
      const { rows } = await sql<{ id: string }>`select id from outlet where slug = ${slug}`.execute(trx)
      await recordChanges(trx, NOUNS.Outlet, [{ id: rows[0]?.id ?? '', action: 'REVISED' }], 'test')
    }
    await sql`update outlet set updated_at = updated_at where slug = ${slug}`.execute(trx)
  })
  const { revisions } = await timesOf(slug)
  const lastAt = new Map(revisions.nodes.toReversed().map(({ at, revision }) => [at, revision]))
  for (const [at, revision] of lastAt) {
    assert.equal(await nameAt(slug, at), revision === 1 ? 'first' : `change ${revision - 2}`)
  }
})

test('a change that is told of the same millisecond as the one before replaces it', async () => {
  const { slug } = await makeOutlet(db, { name: 'first' })
  // A clock that stands still: the row is from the future, and a change is never earlier than it.
  await sql`update outlet set created_at = '2999-01-01', updated_at = '2999-01-01' where slug = ${slug}`.execute(
    db.kysely,
  )
  await rewriteHistory(
    db,
    sql`update revision set at = '2999-01-01' where kind = 'Outlet' and node_id = (select id from outlet where slug = ${slug})`,
  )
  for (const name of ['second', 'third']) await makeAll(db, 'Outlet', [{ slug, name }])
  const { revisions } = await timesOf(slug)
  assert.deepEqual(
    revisions.nodes.map(({ at }) => at),
    Array.from({ length: 3 }, () => '2999-01-01T00:00:00.000Z'),
  )
  assert.equal(await nameAt(slug, '2999-01-01T00:00:00Z'), 'third')
  assert.equal(await nameAt(slug, '2998-12-31T23:59:59.999Z'), undefined)
})

test('a transaction that began first and changes a record last is the later one', async () => {
  const { slug } = await makeOutlet(db, { name: 'first' })
  await db.kysely.transaction().execute(async (early) => {
    await sql`select 1`.execute(early)
    await makeAll(db, 'Outlet', [{ slug, name: 'second' }])
    await saveRecords(early, 'Outlet', [{ slug, name: 'third' }], 'test')
  })
  const { revisions, createdAt, updatedAt } = await timesOf(slug)
  const times = revisions.nodes.toReversed().map(({ at }) => at)
  assert.deepEqual(times, times.toSorted())
  assert.deepEqual([times[0], times[2]], [createdAt, updatedAt])
  assert.equal(await nameAt(slug, updatedAt), 'third')
})

test('a record, its revision and its entry in the feed are of one instant', async () => {
  await makeAll(db, 'Outlet', [{ slug: 'x' }, { slug: 'y' }])
  await makeAll(db, 'Outlet', [{ slug: 'x', name: 'X' }, { slug: 'y', name: 'Y' }, { slug: 'z' }])
  const { rows } = await sql<Record<string, string>>`
    select slug, count(distinct t.at)::integer as instants
    from outlet cross join lateral (
      select updated_at as at
      union all select at from revision r where (kind, node_id, r.revision) = ('Outlet', outlet.id, outlet.revision)
      union all select at from feed_entry f where (kind, node_id, f.revision) = ('Outlet', outlet.id, outlet.revision)) t
    where slug in ('x', 'y', 'z') group by 1 order by 1`.execute(db.kysely)
  assert.deepEqual(
    rows,
    ['x', 'y', 'z'].map((slug) => ({ slug, instants: 1 })),
  )
})
