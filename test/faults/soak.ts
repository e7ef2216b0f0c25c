/**
 * Twenty minutes of everything at once: `npm run soak -- --minutes 20 --seed 1`. Three replicas are written to, followed and sent random
 * requests while they and their PostgreSQL are broken in turns; the first is never ended, and is weighed. Ends with 1 where anything was
 * lost, an answer was a defect, or memory or handles grew.
 */
import { readArguments } from '../../bench/arguments.ts'
import { interruptible, runCommand } from '../../bench/command.ts'
import { loadSample } from '../../db/sample/load.ts'
import { UsageError } from '../../server/usage-error.ts'
import { openCluster } from '../support/faults/cluster.ts'
import { failuresOf, tableOf } from '../support/faults/outcome.ts'
import { runFault } from '../support/faults/run.ts'
import { startNoise } from '../support/soak/noise.ts'
import { startScales } from '../support/soak/scales.ts'
import { anyFault } from '../support/soak/turns.ts'

const REPLICAS = 3
const WRITERS = 8
const SUBSCRIBERS = 6
/** Node would let garbage lie while there is memory: bounded, what grows is kept, and ends the process. */
const HEAP_MB = 256
const MINUTE_MS = 60_000
const MAX_MINUTES = 24 * 60

function readOptions() {
  const values = readArguments(process.argv.slice(2), {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '20' },
    help: { type: 'boolean', default: false },
  })
  const [seed, minutes] = [Number(values.seed), Number(values.minutes)]
  if (values.help || !Number.isSafeInteger(seed) || !(minutes > 0 && minutes <= MAX_MINUTES))
    throw new UsageError('usage: npm run soak -- [--seed N] [--minutes N]')
  return { seed, minutes }
}

async function soak(stop: AbortSignal): Promise<void> {
  const { seed, minutes } = readOptions()
  const tell = (line: string) => {
    if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${line}`)
  }
  tell('starting')
  const cluster = await openCluster(REPLICAS, {
    NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}`,
    DATELINE_METRICS_PORT: '0',
  })
  try {
    await loadSample(cluster.database)
    const [weighed] = cluster.replicas
    if (!weighed) throw new Error('There is no replica')
    const begun = performance.now()
    const signal = AbortSignal.any([stop, AbortSignal.timeout(minutes * MINUTE_MS)])
    const noise = await startNoise(cluster, weighed, seed)
    const scales = startScales(weighed)
    const outcome = await runFault(cluster, anyFault(weighed), {
      writers: WRITERS,
      subscribers: SUBSCRIBERS,
      rounds: Number.POSITIVE_INFINITY,
      seed,
      signal,
      onRound: (rounds) =>
        tell(
          `${((performance.now() - begun) / MINUTE_MS).toFixed(1)} of ${minutes} minutes, ${rounds} faults`,
        ),
    })
    const told = [await noise.stop(), scales.stop()]
    tell('')
    const whole = { ...outcome, findings: [...outcome.findings, ...told.flat()] }
    process.stdout.write(`${tableOf([whole])}\n`)
    const failures = failuresOf(whole)
    if (failures.length === 0) return
    process.exitCode = 1
    process.stderr.write(`\nnpm run soak -- --seed ${seed}\n  ${failures.slice(0, 10).join('\n  ')}\n`)
  } finally {
    await cluster.close()
  }
}

await runCommand(() => interruptible('Stopped', soak), [])
