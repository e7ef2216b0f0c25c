import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { findPostmaster, runsPostgres, stopPostmaster } from '../../server/postgres/postmaster.ts'

const childScript = fileURLToPath(new URL('postgres-child.ts', import.meta.url))

/** Where a data folder may be made: open to every user, and removed after the test with the PostgreSQL that runs there. */
export async function makePlace(t: TestContext): Promise<string> {
  const place = await realpath(await mkdtemp(join(tmpdir(), 'dateline-')))
  // PostgreSQL passes through it as another user when the tests run as root.
  await chmod(place, 0o755)
  t.after(async () => {
    await endPostgres(join(place, 'data'))
    // An initdb that a test interrupted may still write.
    await rm(place, { recursive: true, force: true, maxRetries: 10 })
  })
  return place
}

/** The process number of the PostgreSQL that runs on a data folder; undefined where none does. */
export async function findPostgres(folder: string): Promise<number | undefined> {
  const data = join(folder, 'postgres')
  const found = await findPostmaster(data)
  return found && (await runsPostgres(found.pid, data)) ? found.pid : undefined
}

/** A Dateline in a process of its own, killed after the test. */
export interface PostgresChild {
  process: ChildProcess
  /** The next line that it prints; undefined once it has ended. */
  line(): Promise<Record<string, unknown> | undefined>
  /** Ends it and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>
}

export function startChild(t: TestContext, args: string[], options: SpawnOptions = {}): PostgresChild {
  const child = spawn(process.execPath, [childScript, ...args], {
    env: { MARKER: 'of-the-server' },
    ...options,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
  }
  t.after(() => end('SIGKILL'))
  if (!child.stdout) throw new TypeError('The child has a pipe.')
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  return {
    process: child,
    line: async () => {
      const { value, done } = await lines.next()
      return done ? undefined : JSON.parse(value)
    },
    end,
  }
}

/** The rows of one statement, on a connection of its own. */
export async function query(url: unknown, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: String(url) })
  // A test may end the server under an open connection.
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

async function endPostgres(folder: string): Promise<void> {
  const pid = await findPostgres(folder)
  if (pid) await stopPostmaster(pid, join(folder, 'postgres'))
}
