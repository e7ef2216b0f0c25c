import { interruptible, runCommand } from './command.ts'
import { BenchFailure } from './run/failure.ts'
import { HELP, readOptions } from './run/options.ts'
import { installPeers } from './run/peers.ts'
import { profile } from './run/profile.ts'
import { writeReport } from './run/report.ts'
import { readResults } from './run/results.ts'
import { runBench } from './run/run.ts'
import { tablesOf } from './run/table.ts'
import { SHAPES } from './shapes/index.ts'

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env)
  if (options === null) return console.log(HELP)
  const tell = (line: string) => {
    if (process.stdout.isTTY) console.log(line)
  }
  await interruptible('Stopped; --resume goes on from here.', async (signal) => {
    if (options.report) return writeReport(await readResults(options.results))
    await installPeers(tell)
    if (options.profile !== undefined) return profile(options, options.profile, signal, tell)
    console.log(tablesOf(await runBench(options, signal, tell), SHAPES))
  })
}

await runCommand(main, [BenchFailure])
