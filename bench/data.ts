import { openPostgres, PostgresFailure } from '../server/postgres.ts'
import { loadData } from './data/load.ts'
import { HELP, type Options, readOptions, UsageError } from './data/options.ts'
import { measureTables, stepLine, tableOfTables } from './data/report.ts'
import { TargetRefusal } from './data/target-refusal.ts'
import { sizeFor } from './data/world.ts'

const EMBEDDED_FOLDER = '.dateline/bench'
const INTERRUPTED_EXIT_CODE = 130

/** The person at the terminal stopped the load. */
class Interruption extends Error {
  override name = 'Interruption'
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env)
  if (options === null) console.log(HELP)
  else if (options.url !== undefined) await fill(options.url, options)
  else await fillEmbedded(options)
}

async function fillEmbedded(options: Options): Promise<void> {
  const postgres = await openPostgres(EMBEDDED_FOLDER)
  try {
    await fill(postgres.url, options)
  } finally {
    await postgres.close()
  }
  console.log(
    `Its PostgreSQL is stopped. Serve it: DATELINE_DATA=${EMBEDDED_FOLDER} DATELINE_SAMPLE=off npm start`,
  )
}

async function fill(url: string, options: Options): Promise<void> {
  const stop = new AbortController()
  const interrupt = () => stop.abort(new Interruption('Stopped; the next run begins anew.'))
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  const started = performance.now()
  try {
    const digest = await loadData({
      ...options,
      url,
      size: sizeFor(options),
      signal: stop.signal,
      tell: (step) => process.stdout.isTTY && console.log(stepLine(step)),
    })
    const seconds = (performance.now() - started) / 1000
    console.log(tableOfTables(await measureTables(url)))
    console.log(`Seed ${options.seed}, digest ${digest.slice(0, 16)}, ${seconds.toFixed(1)} s`)
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : error
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}

/** What the person at the terminal can mend. Anything else is a defect and shows its stack. */
const isExpected = (error: unknown): error is Error =>
  [Interruption, UsageError, TargetRefusal, PostgresFailure].some((kind) => error instanceof kind)

try {
  await main()
} catch (error) {
  if (!isExpected(error)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error instanceof Interruption ? INTERRUPTED_EXIT_CODE : 1
}
