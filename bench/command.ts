import { PostgresFailure } from '../server/postgres.ts'
import { UsageError } from '../server/usage-error.ts'

const INTERRUPTED_EXIT_CODE = 130

/** The person at the terminal stopped the work. */
class Interruption extends Error {
  override name = 'Interruption'
}

/** Work that Ctrl-C or SIGTERM stops by its signal; whatever it throws then, `stopped` is what the person is told. */
export async function interruptible<Result>(
  stopped: string,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController()
  const interrupt = () => stop.abort(new Interruption(stopped))
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  try {
    return await work(stop.signal)
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : error
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}

/**
 * Runs a command to its exit code. What the person at the terminal can mend is told in a line: wrong words, a PostgreSQL
 * that does not start, and the `expected` kinds. Anything else is a defect and shows its stack.
 */
export async function runCommand(
  main: () => Promise<void>,
  expected: readonly (new (message: string) => Error)[],
): Promise<void> {
  try {
    await main()
  } catch (error) {
    const kinds = [Interruption, UsageError, PostgresFailure, ...expected]
    if (!(error instanceof Error) || !kinds.some((kind) => error instanceof kind)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = error instanceof Interruption ? INTERRUPTED_EXIT_CODE : 1
  }
}
