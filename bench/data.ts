import { openPostgres } from '../server/postgres.ts'
import { interruptible, runCommand } from './command.ts'
import { loadData } from './data/load.ts'
import { HELP, type Options, readOptions } from './data/options.ts'
import { measureTables, stepLine, tableOfTables } from './data/report.ts'
import { TargetRefusal } from './data/target-refusal.ts'
import { sizeFor } from './data/world.ts'

const EMBEDDED_FOLDER = '.dateline/bench'

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
  await interruptible('Stopped; the next run begins anew.', async (signal) => {
    const started = performance.now()
    const digest = await loadData({
      ...options,
      url,
      size: sizeFor(options),
      signal,
      tell: (step) => process.stdout.isTTY && console.log(stepLine(step)),
    })
    const seconds = (performance.now() - started) / 1000
    console.log(tableOfTables(await measureTables(url)))
    console.log(`Seed ${options.seed}, digest ${digest.slice(0, 16)}, ${seconds.toFixed(1)} s`)
  })
}

await runCommand(main, [TargetRefusal])
