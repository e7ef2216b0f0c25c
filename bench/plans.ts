import { parseArgs } from 'node:util'
import { openDatabase } from '../db/open.ts'
import { allCases } from './plans/cases.ts'
import { measure, openExplainer, PLANS } from './plans/explain.ts'
import { excuseOf, faultsOf } from './plans/judge.ts'
import { statementOf } from './plans/statement.ts'

const HELP = `npm run bench:plans -- [options]     how PostgreSQL plans every list, filter and order: bench/README.md

  --url URL       a database that bench:data has filled; else BENCH_DATABASE_URL
  --only PATTERN  only queries whose name matches
  --all           show the good plans too
`

const { values: options } = parseArgs({
  options: {
    url: { type: 'string', default: process.env.BENCH_DATABASE_URL },
    only: { type: 'string', default: '' },
    all: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

/** Looks at every query and tells how many plans have faults that nothing excuses. */
async function main(url: string): Promise<number> {
  const database = openDatabase(url, { statementTimeoutMs: 0 })
  const client = await openExplainer(url)
  const only = new RegExp(options.only)
  let [looked, excused, faulty] = [0, 0, 0]
  try {
    const cases = (await allCases(database, client)).filter(({ name }) => only.test(name))
    for (const asked of cases) {
      const statement = await statementOf(database, asked)
      for (const plan of PLANS) {
        // Once more, should the machine have been held up.
        const measured = (await measure(client, statement, plan)) ?? (await measure(client, statement, plan))
        const faults = faultsOf(asked.name, measured)
        const excuse = faults.length > 0 ? excuseOf(asked.name, plan, measured) : undefined
        looked++
        if (excuse !== undefined) excused++
        else if (faults.length > 0) faulty++
        if (options.all || faults.length > 0) {
          const cost = `${(measured?.execution ?? Number.NaN).toFixed(1).padStart(8)} ms ${String(measured?.buffers ?? '').padStart(8)}`
          console.log(
            `${cost}  ${plan.padEnd(8)}${asked.name}  ${faults.join(', ')}${excuse ? ` (${excuse})` : ''}`,
          )
        }
      }
    }
  } finally {
    await client.end()
    await database.close()
  }
  console.log(`${looked} plans, ${faulty} with faults, ${excused} excused`)
  return faulty
}

if (options.help) console.log(HELP)
else if (options.url === undefined) {
  process.stderr.write('Which database? --url or BENCH_DATABASE_URL\n')
  process.exitCode = 1
} else if ((await main(options.url)) > 0) process.exitCode = 1
