import assert from 'node:assert/strict'
import test from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { Busy } from '../../db/busy.ts'
import { openDatabase } from '../../db/open.ts'
import { createPlanChoice } from '../../db/plan-choice.ts'
import { openTestDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'

const database = await openTestDatabase({ connections: 1 })
// Two rows of a million are rare, and the order of the ids comes to them last.
await sql`create table thing (id int primary key, kind text not null, body text not null)`.execute(
  database.kysely,
)
await sql`insert into thing select id, case when id > 999998 then 'rare' else 'common' end, repeat('x', 60)
  from generate_series(1, 1000000) as id`.execute(database.kysely)
await sql`create index on thing (kind)`.execute(database.kysely)
await sql`analyze thing`.execute(database.kysely)

const find = async (kind: string) => {
  const start = performance.now()
  const text = `select (select json_agg(id) from (
    select id from thing where kind = any($1::text[]) order by id limit 2) found)`
  assert.deepEqual(
    await database.read({ name: 'things', text, values: [[kind]] }),
    kind === 'rare' ? [999_999, 1_000_000] : [1, 2],
  )
  return performance.now() - start
}

interface Plans {
  once: number
  anew: number
}

async function countPlans(): Promise<Plans | null> {
  const found = await database.readText({
    name: 'plans',
    text: `select json_build_object('once', generic_plans, 'anew', custom_plans)
      from pg_prepared_statements where name = 'things'`,
    values: [],
  })
  return found === null ? null : JSON.parse(found)
}

test('a statement is planned once for all values, until one shows that to be slow', async () => {
  for (let nth = 0; nth < 8; nth++) await find('common')
  assert.deepEqual(await countPlans(), { once: 8, anew: 0 })
  const slow = await find('rare')
  await until('what is slow was tried again', async () => (await countPlans())?.once === 12)
  await until('it is planned by values', async () => {
    const before = await countPlans()
    await find('common')
    return (await countPlans())?.once === before?.once
  })
  const before = await countPlans()
  const after = await find('rare')
  assert.ok(after < slow / 2, `${slow.toFixed(1)} ms, then ${after.toFixed(1)}`)
  assert.deepEqual(await countPlans(), before)
})

test('a statement that was ended since one plan for all took too long is planned by values', async () => {
  const text = `select (select json_agg(id) from (
    select id from thing where kind = any($1::text[]) order by id limit 2) found)`
  const hurried = openDatabase(database.url, { connections: 1, statementTimeoutMs: 40 })
  const findRare = () => hurried.read({ name: 'hurried', text, values: [['rare']] })
  try {
    await assert.rejects(findRare(), Busy)
    let found: unknown = null
    await until('it is planned by values', async () => {
      found = await findRare().catch(() => null)
      return found !== null
    })
    assert.deepEqual(found, [999_999, 1_000_000])
  } finally {
    await hurried.close()
  }
})

/** What a statement takes each way, and whether it goes by values after so many runs. */
async function judge(
  forAll: number[],
  byValues: number | number[],
  runs: number,
): Promise<{ tried: number; byValues: boolean }> {
  const choice = createPlanChoice()
  const others = typeof byValues === 'number' ? [byValues] : byValues
  let tried = 0
  for (let nth = 0; nth < runs; nth++) {
    const [ms = 0, again = ms] = forAll
    choice.note('slow', ms, {
      forAll: async () => {
        tried++
        return again
      },
      byValues: async () => others[tried - 1] ?? others.at(-1) ?? 0,
    })
    await setImmediate()
  }
  return { tried, byValues: choice.isByValues('slow') }
}

test('what takes half the time by its values, time and again, goes by them', async () => {
  assert.deepEqual(await judge([100], 49, 1), { tried: 3, byValues: true })
  assert.deepEqual(await judge([100], [49, 49, 51], 1), { tried: 3, byValues: false })
  assert.deepEqual(await judge([100], [51, 1, 1], 1), { tried: 1, byValues: false })
})

test('what goes by its values is tried again too, and goes back where they no longer help', async () => {
  assert.deepEqual(await judge([100], [49, 49, 49, 51], 100), { tried: 3, byValues: true })
  assert.deepEqual(await judge([100], [49, 49, 49, 51], 101), { tried: 4, byValues: false })
})

test('what is no faster by values is tried again after a hundred slow runs, then after two hundred', async () => {
  assert.deepEqual(await judge([100], 51, 100), { tried: 1, byValues: false })
  assert.deepEqual(await judge([100], 51, 300), { tried: 2, byValues: false })
  assert.deepEqual(await judge([100], 51, 301), { tried: 3, byValues: false })
})

test('what was slow since the machine was busy is left alone, and so is what is quick', async () => {
  assert.deepEqual(await judge([100, 24], 1, 1), { tried: 1, byValues: false })
  assert.deepEqual(await judge([24], 1, 1), { tried: 0, byValues: false })
})

test('a trial that fails changes nothing', async () => {
  const choice = createPlanChoice()
  const lost = () => Promise.reject(new Error('lost'))
  choice.note('slow', 100, { forAll: lost, byValues: lost })
  await setImmediate()
  assert.equal(choice.isByValues('slow'), false)
})
