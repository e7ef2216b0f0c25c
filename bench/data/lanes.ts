import pg from 'pg'
import { TargetRefusal } from './target-refusal.ts'

/** Connections that work side by side, one a core of a small machine. */
const LANES = 2

/** For the length of the load: nothing that was acknowledged is worth a wait for the disk, and sorts have room. */
const SETTINGS = {
  timezone: 'UTC',
  synchronous_commit: 'off',
  maintenance_work_mem: '256MB',
  work_mem: '64MB',
  jit: 'off',
  // Each lane has a core of its own.
  max_parallel_maintenance_workers: '0',
  max_parallel_workers_per_gather: '0',
}

/** Work for one of the connections. */
export type Job = (client: pg.Client) => Promise<unknown>

export interface Lanes {
  /** The rows of one statement. */
  query<Row extends pg.QueryResultRow>(text: string): Promise<Row[]>
  /** Hands each job to the next free connection. The first error ends it, after the work under way. */
  share(jobs: Iterable<Job>): Promise<void>
  close(): Promise<void>
}

export const statement =
  (text: string): Job =>
  (client) =>
    client.query(text)

/** Opens the connections. An abort ends their statements on the server too, which throw. Throws TargetRefusal. */
export async function openLanes(url: string, signal: AbortSignal): Promise<Lanes> {
  const clients = await Promise.all(Array.from({ length: LANES }, () => openClient(url)))
  const [first] = clients
  if (first === undefined) throw new RangeError('There are no lanes')
  const pids = await Promise.all(clients.map(findPid))
  let ending: Promise<void> | undefined
  const end = () => {
    // Whatever keeps it from reaching the server has ended the statements too.
    ending = endBackends(url, pids).catch(() => {})
  }
  signal.addEventListener('abort', end)
  return {
    query: async (text) => (await first.query(text)).rows,
    share: async (jobs) => {
      const next = oneByOne(jobs)
      await Promise.all(
        clients.map(async (client) => {
          for (const job of next) await job(client)
        }),
      )
    },
    close: async () => {
      signal.removeEventListener('abort', end)
      await ending
      await Promise.all(clients.map((client) => client.end()))
    },
  }
}

/** Unlike an array's, this iterator ends for all lanes when one of them fails. */
function* oneByOne<Item>(items: Iterable<Item>): Generator<Item> {
  yield* items
}

async function openClient(url: string, settings: object = SETTINGS): Promise<pg.Client> {
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
  const client = new pg.Client({
    connectionString: url,
    options: options.join(' '),
    application_name: 'bench',
  })
  // Whoever sent the statement under way is told of a lost connection.
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new TargetRefusal(`The database cannot be opened: ${reason}`, { cause: error })
  }
  return client
}

async function findPid(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return rows[0]?.pid ?? 0
}

async function endBackends(url: string, pids: readonly number[]): Promise<void> {
  const client = await openClient(url, {})
  try {
    await client.query('select pg_terminate_backend(pid) from unnest($1::integer[]) pid', [pids])
  } finally {
    await client.end()
  }
}
