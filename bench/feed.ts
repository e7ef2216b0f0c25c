import { interruptible, runCommand } from './command.ts'
import { HELP, readOptions } from './feed/options.ts'
import { writeReport } from './feed/report.ts'
import { readResults, writeResults } from './feed/results.ts'
import { runFeedBench } from './feed/run.ts'
import { tableOf } from './feed/table.ts'
import { BenchFailure } from './run/failure.ts'

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env)
  if (options === null) return console.log(HELP)
  if (options.report) return writeReport(await readResults(options.results))
  const tell = (line: string) => {
    if (process.stdout.isTTY) console.log(line)
  }
  await interruptible('Stopped; nothing was kept.', async (signal) => {
    const results = await runFeedBench(options, signal, tell)
    await writeResults(options.results, results)
    console.log(tableOf(results))
  })
}

await runCommand(main, [BenchFailure])
