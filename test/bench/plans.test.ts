import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { allCases } from '../../bench/plans/cases.ts'
import { measure, openExplainer, PLANS } from '../../bench/plans/explain.ts'
import { excuseOf, faultsOf } from '../../bench/plans/judge.ts'
import { statementOf } from '../../bench/plans/statement.ts'
import { loadSample } from '../../db/sample/load.ts'
import { openTestDatabase } from '../support/database.ts'

const db = await openTestDatabase()
await loadSample(db)
const client = await openExplainer(db.url)
after(() => client.end())
const cases = await allCases(db, client)

test('every list, order, filter, look-up and search makes a statement that both kinds of plan answer', async () => {
  const names = cases.map(({ name }) => name)
  assert.equal(new Set(names).size, names.length)
  for (const expected of [
    'page articles by PUBLISHED_ON DESC, deep after',
    'filter claims by text contains a rare word',
    'filter events by places some: countryCode of the commonest',
    'filter articles by outlet: name eq the commonest',
    'count events by when one day',
    'related Outlet.articles by HEADLINE ASC',
    'look-up article by url',
    'search for a phrase in articles',
  ]) {
    assert.ok(names.includes(expected), expected)
  }
  for (const asked of cases) await statementOf(db, asked)
  // Each hundredth is run: all of them take minutes.
  for (const asked of cases.filter((_, at) => at % 100 === 0)) {
    for (const plan of PLANS) {
      assert.deepEqual(faultsOf(asked.name, await measure(client, await statementOf(db, asked), plan)), [])
    }
  }
})

test('a table that is read whole is a fault, and so is a statement that does not end', async () => {
  await sql`create table large as select g as id from generate_series(1, 20000) g`.execute(db.kysely)
  const text = 'select id from large where id = $1'
  for (const plan of PLANS) {
    const measured = await measure(client, { name: 'large', text, values: [7] }, plan)
    assert.deepEqual(faultsOf('filter things', measured), ['reads all of large, 20000 rows'])
  }
  const hasty = await openExplainer(db.url, 50)
  const slow = await measure(hasty, { name: 'slow', text: 'select pg_sleep(1)', values: [] }, 'custom')
  await hasty.end()
  assert.deepEqual(faultsOf('filter things', slow), ['did not end in time'])
  assert.equal(excuseOf('filter articles by slug eq a rare one', 'custom', slow), undefined)
})
