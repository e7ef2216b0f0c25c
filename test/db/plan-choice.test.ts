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

/** What runs of one statement take, each way. */
interface Cost {
  forAll: number
  byValues: number
}

/** Runs of one statement, one after the other, and the trials made of them. */
function play() {
  const choice = createPlanChoice()
  let tried = 0
  return {
    /** What the run takes, by the way that it goes; `again` is what it takes in a trial. */
    async run(cost: Cost, again: readonly Cost[] = [cost]): Promise<number> {
      let round = 0
      const inTrial = () => again[Math.min(round, again.length - 1)] ?? cost
      const ms = choice.isByValues('slow') ? cost.byValues : cost.forAll
      choice.note('slow', ms, {
        forAll: async () => {
          tried++
          return inTrial().forAll
        },
        byValues: async () => {
          const { byValues } = inTrial()
          round++
          return byValues
        },
      })
      await setImmediate()
      return ms
    },
    tried: () => tried,
    isByValues: () => choice.isByValues('slow'),
  }
}

const EQUAL = { forAll: 40, byValues: 45 }
const RARE = { forAll: 200, byValues: 1 }

test('what takes less than half by its values each of three times goes by them', async () => {
  const half = { forAll: 100, byValues: 50 }
  const less = { forAll: 100, byValues: 49 }
  for (const { again, tried, goes } of [
    { again: [less], tried: 3, goes: true },
    { again: [less, less, half], tried: 3, goes: false },
    { again: [half, less, less], tried: 1, goes: false },
  ]) {
    const game = play()
    await game.run(less, again)
    assert.deepEqual([game.tried(), game.isByValues()], [tried, goes])
  }
})

test('what is as slow by its values is tried again after a hundred slow runs, then after two hundred', async () => {
  const game = play()
  const triedAfter = async (runs: number) => {
    for (let nth = 0; nth < runs; nth++) await game.run(EQUAL)
    return game.tried()
  }
  assert.deepEqual([await triedAfter(100), await triedAfter(1)], [1, 2])
  assert.deepEqual([await triedAfter(199), await triedAfter(1)], [2, 3])
})

test('what is far slower than all that was tried is tried at once', async () => {
  const game = play()
  await game.run(EQUAL)
  await game.run({ ...RARE, forAll: 80 })
  assert.equal(game.isByValues(), false)
  await game.run({ ...RARE, forAll: 81 })
  assert.equal(game.isByValues(), true)
})

test('a rare value that is slow keeps its statement by values, whatever many others lose by it', async () => {
  const game = play()
  let slow = 0
  for (let nth = 0; nth < 10_000; nth++) {
    if ((await game.run(nth % 20 === 7 ? RARE : EQUAL)) === RARE.forAll) slow++
  }
  assert.equal(slow, 1)
})

test('what chance has sent by values goes back when it has lost as much as it seemed to save', async () => {
  const game = play()
  await game.run(EQUAL, [{ forAll: 40, byValues: 19 }])
  assert.equal(game.isByValues(), true)
  const worse = { forAll: 40, byValues: 51 }
  await game.run(worse)
  assert.equal(game.isByValues(), true)
  for (let nth = 0; nth < 100; nth++) await game.run(worse)
  assert.equal(game.isByValues(), false)
})

test('what was slow since the machine was busy is left alone, and so is what is quick', async () => {
  const busy = play()
  await busy.run(RARE, [{ forAll: 24, byValues: 1 }])
  assert.deepEqual([busy.tried(), busy.isByValues()], [1, false])
  const quick = play()
  await quick.run({ forAll: 24, byValues: 1 })
  assert.equal(quick.tried(), 0)
})

test('a trial that fails changes nothing', async () => {
  const choice = createPlanChoice()
  const lost = () => Promise.reject(new Error('lost'))
  choice.note('slow', 100, { forAll: lost, byValues: lost })
  await setImmediate()
  assert.equal(choice.isByValues('slow'), false)
})
