import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { BenchFailure } from './failure.ts'

export interface Job {
  url: string
  /** Sent in turn by each connection. */
  bodies: readonly string[]
  connections: number
  seconds: number
}

/** What came of a job. Times are in milliseconds. */
export interface Loaded {
  answered: number
  /** Connections lost, other statuses than 200, and answers with errors. */
  failed: number
  seconds: number
  p50: number
  p99: number
  bytes: number
}

/** Opens the generator of load: a process of its own, so that it takes no time from whoever measures. */
export function openLoad() {
  const child = spawn(process.execPath, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] })
  // Whoever stops the run ends it in the midst of a job.
  child.stdin.on('error', () => {})
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    run: async (job: Job): Promise<Loaded> => {
      child.stdin.write(`${JSON.stringify(job)}\n`)
      const { value, done } = await lines.next()
      if (done) throw new BenchFailure('The generator of load has ended')
      return readLoaded(value)
    },
    close: () => child.kill('SIGKILL'),
  }
}

const SCRIPT = resolve(import.meta.dirname, '../peers/load.js')

function readLoaded(line: string): Loaded {
  const told: Record<string, unknown> = JSON.parse(line)
  const number = (key: keyof Loaded): number => {
    const value = told[key]
    if (typeof value !== 'number') throw new BenchFailure(`The generator of load told no ${key}: ${line}`)
    return value
  }
  return {
    answered: number('answered'),
    failed: number('failed'),
    seconds: number('seconds'),
    p50: number('p50'),
    p99: number('p99'),
    bytes: number('bytes'),
  }
}
