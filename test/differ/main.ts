/**
 * The long run of queries.test.ts: `npm run differ -- --operations 50000 --seed 1`. Every thousand operations have a seed of
 * their own; `--data` is the seed of the records. Ends with 1 at the first difference, and tells how to see it again.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { migrate } from '../../db/migrate.ts'
import { createDatabase, openDatabase } from '../../db/open.ts'
import { openPostgres } from '../../server/postgres.ts'
import { makeData } from '../support/differ/data.ts'
import { createTally, Difference, runOperations } from '../support/differ/run.ts'
import { readSamples } from '../support/operations/samples.ts'
import { createOracle } from '../support/oracle/oracle.ts'

const OPERATIONS_PER_SEED = 1_000
const CONNECTIONS = 4
const DATABASE = 'differ'

const { values } = parseArgs({
  options: {
    operations: { type: 'string', default: '50000' },
    seed: { type: 'string', default: '1' },
    data: { type: 'string', default: '1' },
  },
})
const [wanted, firstSeed, data] = [Number(values.operations), Number(values.seed), Number(values.data)]
if (![wanted, firstSeed, data].every(Number.isSafeInteger)) {
  process.stderr.write('usage: npm run differ -- [--operations N] [--seed N] [--data N]\n')
  process.exit(2)
}

let isStopped = false
const stop = () => {
  isStopped = true
}
process.once('SIGINT', stop).once('SIGTERM', stop)

const started = performance.now()
const tally = createTally()
const folder = await mkdtemp(join(tmpdir(), 'dateline-differ-'))
const postgres = await openPostgres(folder)
try {
  await createDatabase(postgres.url, DATABASE)
  const url = new URL(postgres.url)
  url.pathname = `/${DATABASE}`
  const database = openDatabase(url.href)
  try {
    await migrate(database.kysely)
    await makeData(database, data)
    const world = { oracle: await createOracle(database), samples: await readSamples(database) }
    for (let seed = firstSeed; tally.operations < wanted && !isStopped; seed++) {
      const operations = Math.min(OPERATIONS_PER_SEED, wanted - tally.operations)
      // A connection keeps every statement that it has prepared, and here no two are alike.
      const asked = openDatabase(url.href, { connections: CONNECTIONS })
      try {
        await runOperations({ ...world, database: asked }, { seed, operations }, tally, tell)
      } finally {
        await asked.close()
      }
    }
  } finally {
    await database.close()
  }
} catch (error) {
  if (!(error instanceof Difference)) throw error
  process.exitCode = 1
  process.stderr.write(
    `\nnpm run differ -- --data ${data} --seed ${error.seed} --operations ${error.operations}\n${error.message}\n`,
  )
} finally {
  await postgres.close()
  await rm(folder, { recursive: true, force: true })
}
const seconds = Math.round((performance.now() - started) / 1_000)
process.stdout.write(`${isStopped ? 'Stopped. ' : ''}${summary()}, ${seconds} s\n`)

/** Whether to go on. */
function tell(): boolean {
  if (process.stdout.isTTY) process.stdout.write(`\r${summary()}`)
  return !isStopped
}

function summary(): string {
  const { operations, writable, written, paged, errors } = tally
  const refused = [...errors].map(([code, count]) => `${count} ${code}`).join(', ')
  return `${operations} of ${wanted} operations, ${written} of ${writable} written by PostgreSQL, ${paged} at cursors; errors: ${refused || 'none'}`
}
