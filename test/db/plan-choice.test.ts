import assert from 'node:assert/strict'
import test from 'node:test'
import { sql } from 'kysely'
import { createPlanChoice } from '../../db/plan-choice.ts'
import { openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase({ connections: 1 })
// One row in a hundred thousand is rare, and the order of the ids comes to it last.
await sql`create table thing (id int primary key, kind text not null, body text not null)`.execute(
  database.kysely,
)
await sql`insert into thing select id, case when id > 299998 then 'rare' else 'common' end, repeat('x', 200)
  from generate_series(1, 300000) as id`.execute(database.kysely)
await sql`create index on thing (kind)`.execute(database.kysely)
await sql`analyze thing`.execute(database.kysely)

const find = async (kind: string) => {
  const start = performance.now()
  const text = `select (select json_agg(id) from (
    select id from thing where kind = any($1::text[]) order by id limit 2) found)`
  assert.deepEqual(
    await database.read({ name: 'things', text, values: [[kind]] }),
    kind === 'rare' ? [299_999, 300_000] : [1, 2],
  )
  return performance.now() - start
}

const countPlans = async () =>
  database.read({
    name: 'plans',
    text: `select json_build_object('once', generic_plans, 'anew', custom_plans)
      from pg_prepared_statements where name = 'things'`,
    values: [],
  })

test('a statement is planned once for all values, until one shows that to be slow', async () => {
  for (let nth = 0; nth < 8; nth++) await find('common')
  assert.deepEqual(await countPlans(), { once: 8, anew: 0 })
  const slow = await find('rare')
  for (let nth = 0; nth < 3; nth++) await find('rare')
  const after = await find('rare')
  assert.ok(after < slow / 2, `${slow.toFixed(1)} ms, then ${after.toFixed(1)}`)
  assert.deepEqual(await countPlans(), { once: 9, anew: 0 })
})

test('what is no faster by values goes back to one plan, and is tried again after a hundred slow runs', () => {
  const choice = createPlanChoice()
  const ways: boolean[] = []
  for (let nth = 0; nth < 210; nth++) {
    const byValues = choice.isByValues('slow')
    ways.push(byValues)
    choice.note('slow', 40, byValues)
  }
  const tried = ways.flatMap((byValues, nth) => (byValues ? [nth] : []))
  assert.deepEqual(tried, [1, 2, 3, 104, 105, 106, 207, 208, 209])
})

test('a run that began before a trial and ends in it changes nothing', () => {
  const choice = createPlanChoice()
  choice.note('slow', 90, false)
  choice.note('slow', 400, false)
  for (let nth = 0; nth < 3; nth++) choice.note('slow', 50, true)
  assert.equal(choice.isByValues('slow'), false)
  choice.note('quick', 24, false)
  assert.equal(choice.isByValues('quick'), false)
})
