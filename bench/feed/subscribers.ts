import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { BenchFailure } from '../run/failure.ts'
import type { Arrivals, Checked, Job, Opened } from './jobs.ts'
import type { Way } from './way.ts'

/** Subscribers in a process of their own, so that counting takes no time from whoever measures. */
export interface Subscribers {
  /** Resolves when all have begun. */
  open(job: { way: Way; origin: string; count: number; checked: number }): Promise<void>
  /** When each subscriber had the last of `entries`, which `publish` is to send. Throws BenchFailure for one that is lost, or comes twice. */
  round(entries: number, publish: () => Promise<number>): Promise<Round>
  /** What those who kept it were sent. */
  close(): Promise<readonly string[]>
  end(): void
}

export interface Round {
  /** When the sending began, by `nowMs`. */
  begun: number
  at: readonly number[]
}

/** Opens the process. */
export function openSubscribers(): Subscribers {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, 'client.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  // Whoever stops the run ends it in the midst of a job.
  child.stdin.on('error', () => {})
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ask = async <Answer>(job: Job, read: (line: string) => Answer): Promise<Answer> => {
    child.stdin.write(`${JSON.stringify(job)}\n`)
    const { value, done } = await lines.next()
    if (done) throw new BenchFailure('The process of the subscribers has ended')
    return read(value)
  }
  return {
    open: async (job) => {
      const { opened } = await ask({ do: 'open', ...job }, (line): Opened => JSON.parse(line))
      if (opened !== job.count) throw new BenchFailure(`${opened} of ${job.count} subscribers were let in`)
    },
    round: async (entries, publish) => {
      await ask({ do: 'expect', entries }, () => {})
      const begun = await publish()
      const { at, lost, extra } = await ask({ do: 'await' }, (line): Arrivals => JSON.parse(line))
      if (lost + extra > 0) throw new BenchFailure(`${lost} entries were lost, and ${extra} came twice`)
      return { begun, at }
    },
    close: async () => (await ask({ do: 'close' }, (line): Checked => JSON.parse(line))).kept,
    end: () => child.kill('SIGKILL'),
  }
}
