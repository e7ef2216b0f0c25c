import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { makeData } from '../support/differ/data.ts'
import { createTally, runOperations } from '../support/differ/run.ts'
import { readSamples } from '../support/operations/samples.ts'
import { createOracle } from '../support/oracle/oracle.ts'

const DATA_SEED = 20_240_207
const [SEEDS, OPERATIONS] = [12, 200]
/** To see a difference again: DIFFER_SEED=12 npm run test:file -- test/differ/queries.test.ts */
const only = process.env.DIFFER_SEED
const seeds = only === undefined ? Array.from({ length: SEEDS }, (_, at) => at + 1) : [Number(only)]

const database = await openTestDatabase()
await makeData(database, DATA_SEED)
const world = { database, oracle: await createOracle(database), samples: await readSamples(database) }
const tally = createTally()

for (const seed of seeds) {
  test(`${OPERATIONS} random queries of seed ${seed} have one answer: as text, as objects and by an oracle`, () =>
    runOperations(world, { seed, operations: OPERATIONS }, tally))
}

test('random queries try what they are for: PostgreSQL writes nearly all, and pages and errors are among them', (t) => {
  const { operations, writable, written, errors, paged } = tally
  t.diagnostic(JSON.stringify({ operations, writable, written, paged, errors: Object.fromEntries(errors) }))
  if (only !== undefined) return
  assert.ok(operations >= 2_000)
  assert.ok(written >= writable * 0.9, `${written} of ${writable} were written by PostgreSQL`)
  assert.ok(paged > operations * 0.1)
  for (const code of ['BAD_USER_INPUT', 'INVALID_CURSOR', 'NULL']) assert.ok(errors.has(code), code)
})
