/**
 * The long run of faults.test.ts: `npm run faults -- --seed 1 --only kill-replica`. Breaks three replicas and their PostgreSQL in
 * every way while 16 writers write and six readers read, and prints what was lost. Ends with 1 where anything was.
 */
import { readArguments } from '../../bench/arguments.ts'
import { interruptible, runCommand } from '../../bench/command.ts'
import { UsageError } from '../../server/usage-error.ts'
import { openCluster } from '../support/faults/cluster.ts'
import { FAULT_KINDS } from '../support/faults/kinds/index.ts'
import { failuresOf, type Outcome, tableOf } from '../support/faults/outcome.ts'
import { runFault } from '../support/faults/run.ts'

const REPLICAS = 3
const WRITERS = 16
const SUBSCRIBERS = 6
const TOLD_FAILURES = 10

function readOptions() {
  const { only, help, ...values } = readArguments(process.argv.slice(2), {
    seed: { type: 'string', default: '1' },
    only: { type: 'string', multiple: true },
    help: { type: 'boolean', default: false },
  })
  const kinds = only ? FAULT_KINDS.filter(({ name }) => only.includes(name)) : FAULT_KINDS
  const seed = Number(values.seed)
  if (help || !Number.isSafeInteger(seed) || kinds.length < (only?.length ?? 1)) {
    const names = FAULT_KINDS.map(({ name }) => name).join(', ')
    throw new UsageError(`usage: npm run faults -- [--seed N] [--only NAME]…\nNAME is one of ${names}`)
  }
  return { seed, kinds }
}

async function runAll(signal: AbortSignal): Promise<Outcome[]> {
  const { seed, kinds } = readOptions()
  const tell = (line: string) => {
    if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${line}`)
  }
  const outcomes: Outcome[] = []
  tell('starting')
  const cluster = await openCluster(REPLICAS)
  try {
    for (const kind of kinds) {
      signal.throwIfAborted()
      const rounds = kind.rounds.full
      const onRound = (done: number) => tell(`${kind.name} ${done} of ${rounds}`)
      const size = { writers: WRITERS, subscribers: SUBSCRIBERS }
      outcomes.push(await runFault(cluster, kind, { ...size, rounds, seed, onRound, signal }))
    }
  } finally {
    await cluster.close()
    tell('')
  }
  return outcomes
}

async function main(): Promise<void> {
  const outcomes = await interruptible('Stopped', runAll)
  process.stdout.write(`${tableOf(outcomes)}\n`)
  for (const outcome of outcomes) {
    const failures = failuresOf(outcome)
    if (failures.length === 0) continue
    process.exitCode = 1
    const told = failures.slice(0, TOLD_FAILURES).join('\n  ')
    process.stderr.write(`\nnpm run faults -- --seed ${outcome.seed} --only ${outcome.name}\n  ${told}\n`)
  }
}

await runCommand(main, [])
