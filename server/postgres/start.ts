import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { addressOf, type Cluster } from './cluster.ts'
import { PostgresFailure } from './failure.ts'
import { openLog, type PostgresLog } from './log.ts'
import { type Postmaster, stopPostmaster } from './postmaster.ts'
import { waitUntilReady } from './ready.ts'
import { launchOptions } from './run.ts'
import { postgresArguments } from './settings.ts'

const ATTEMPTS = 5
const FIRST_PAUSE_MS = 50

/**
 * Starts PostgreSQL on a free port of 127.0.0.1 and waits until it answers SQL. Tries again, five times in all, when
 * it ends at once: another process may have taken the port meanwhile, or children of one that was killed may hold
 * its memory for a moment.
 */
export async function startPostgres(cluster: Cluster, choosePort = findFreePort): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    const log = await openLog(cluster.folder)
    try {
      const postmaster = await tryPort(cluster, await choosePort(), log)
      if (postmaster) return postmaster
      if (attempt === ATTEMPTS)
        throw new PostgresFailure('POSTGRES_FAILED', 'PostgreSQL ended while it started.')
    } catch (error) {
      throw await explain(error, log)
    } finally {
      await log.close()
    }
    await sleep(FIRST_PAUSE_MS * 2 ** attempt)
  }
}

async function tryPort(cluster: Cluster, port: number, log: PostgresLog): Promise<Postmaster | undefined> {
  const child = spawn(cluster.binaries.postgres, postgresArguments(cluster.data, port), {
    ...launchOptions(cluster.account),
    // A process group of its own: Ctrl-C reaches Dateline alone, which stops the database after its last request.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  await once(child, 'spawn')
  child.unref()
  const { pid } = child
  if (pid === undefined) return undefined
  try {
    const isReady = await waitUntilReady(addressOf(cluster, port, 'postgres'), () => lives(child))
    return isReady ? { pid, port } : undefined
  } catch (error) {
    await stopPostmaster(pid, cluster.data)
    throw error
  }
}

const lives = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null

/** A port that was free a moment ago. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new TypeError('A TCP server has a port.')
  return address.port
}

async function explain(error: unknown, log: PostgresLog): Promise<PostgresFailure> {
  const reason = error instanceof Error ? error.message : String(error)
  const lines = await log.findLastLines()
  return new PostgresFailure(
    'POSTGRES_FAILED',
    `${reason}\nThe last lines of its log, ${log.path}:\n${lines || '(none)'}\n` +
      'Mend what they name, or set DATABASE_URL to a PostgreSQL of your own.',
    { cause: error },
  )
}
