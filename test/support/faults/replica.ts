import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { promisify } from 'node:util'
import { metricsOf, readMetrics } from '../metrics.ts'
import { startService } from '../process.ts'
import { signalTo } from '../signal.ts'

/** One of several processes that serve one database. It may be down. */
export interface Replica {
  /** Where it serves GraphQL; null while it is down. Another one after each start. */
  readonly url: string | null
  /** Set while a fault is done to it: what takes long there then is no measure of others. */
  isAffected: boolean
  start(): Promise<void>
  /** Kill -9; resolves when it is gone. */
  kill(): Promise<void>
  /** SIGTERM; resolves to its exit code. */
  stop(): Promise<number | null>
  /** SIGSTOP: its sockets stay open, and nothing answers. */
  freeze(): void
  thaw(): void
  /** Bytes of memory that are resident. */
  memory(): Promise<number>
  /** Bytes of what its program holds, and of what it has left to be collected; asked of its metrics, so that it must serve them. */
  heap(): Promise<number>
  /** Files and sockets that are open; 0 where no system but Linux tells. */
  handles(): Promise<number>
  /** What it has logged since its last start. */
  log(): string
}

type Process = Awaited<ReturnType<typeof startService>>

/** `environment` is of `dateline serve`, which it is once `start` has resolved. */
export function createReplica(environment: Record<string, string>): Replica {
  let running: Process | null = null
  let url: string | null = null
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    const ending = running
    if (!ending) return null
    url = null
    ending.kill(signal)
    const code = await ending.exit
    running = null
    return code
  }
  const signal = (name: NodeJS.Signals) => {
    if (running?.pid !== undefined) signalTo(running.pid, name)
  }
  return {
    isAffected: false,
    get url() {
      return url
    },
    start: async () => {
      running = await startService(environment)
      url = running.url
      if (url === null) throw new Error(`A replica did not start: ${running.output()}`)
    },
    kill: async () => {
      await end('SIGKILL')
    },
    stop: () => end('SIGTERM'),
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    memory: async () => {
      const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(running?.pid)])
      return Number(stdout) * 1024
    },
    heap: async () => {
      const { value } = await readMetrics(metricsOf(running?.output() ?? ''))
      return (value('nodejs_heap_size_used_bytes') ?? 0) + (value('nodejs_external_memory_bytes') ?? 0)
    },
    handles: async () => (await readdir(`/proc/${running?.pid}/fd`).catch(() => [])).length,
    log: () => running?.output() ?? '',
  }
}
