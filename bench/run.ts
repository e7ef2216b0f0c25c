import { PostgresFailure } from '../server/postgres.ts'
import { UsageError } from './data/options.ts'
import { BenchFailure } from './run/failure.ts'
import { HELP, readOptions } from './run/options.ts'
import { installPeers } from './run/peers.ts'
import { profile } from './run/profile.ts'
import { writeReport } from './run/report.ts'
import { readResults } from './run/results.ts'
import { runBench } from './run/run.ts'
import { tablesOf } from './run/table.ts'
import { SHAPES } from './shapes/index.ts'

const INTERRUPTED_EXIT_CODE = 130

/** The person at the terminal stopped the run. */
class Interruption extends Error {
  override name = 'Interruption'
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env)
  if (options === null) return console.log(HELP)
  const stop = new AbortController()
  const interrupt = () => stop.abort(new Interruption('Stopped; --resume goes on from here.'))
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  const tell = (line: string) => {
    if (process.stdout.isTTY) console.log(line)
  }
  try {
    if (options.report) return await writeReport(await readResults(options.results))
    await installPeers(tell)
    if (options.profile !== undefined) return await profile(options, options.profile, stop.signal, tell)
    console.log(tablesOf(await runBench(options, stop.signal, tell), SHAPES))
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : error
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}

/** What the person at the terminal can mend. Anything else is a defect and shows its stack. */
const isExpected = (error: unknown): error is Error =>
  [Interruption, UsageError, BenchFailure, PostgresFailure].some((kind) => error instanceof kind)

try {
  await main()
} catch (error) {
  if (!isExpected(error)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error instanceof Interruption ? INTERRUPTED_EXIT_CODE : 1
}
