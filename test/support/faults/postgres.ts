import { chmod, mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase } from '../../../db/open.ts'
import { adoptPostgres } from '../../../server/postgres/adopt.ts'
import { prepareBinaries } from '../../../server/postgres/binaries.ts'
import { addressOf, prepareCluster } from '../../../server/postgres/cluster.ts'
import { prepareHome } from '../../../server/postgres/home.ts'
import { interruptPostmaster, runsPostgres, stopPostmaster } from '../../../server/postgres/postmaster.ts'
import type { Account } from '../../../server/postgres/run.ts'
import { startPostgres } from '../../../server/postgres/start.ts'
import { signalTo } from '../signal.ts'
import { until } from '../until.ts'

/** The embedded PostgreSQL in a folder and on a port that stay the same however often it is killed. */
export interface MortalPostgres {
  /** Of a database of its own, as its superuser. */
  url: string
  /** Kill -9 of its main process and all of its backends; resolves when they are gone. */
  kill(): Promise<void>
  /** SIGSTOP of all of it: connections stay open, new ones are taken by the system, and nothing answers. */
  freeze(): Promise<void>
  thaw(): Promise<void>
  /** Who owns its files; undefined for the user of this process. */
  account: Account | undefined
  /** An orderly end; clients are disconnected. */
  stop(): Promise<void>
  /** Starts it again and waits until it has recovered. */
  start(): Promise<void>
  /** Ends it and removes its folder. */
  close(): Promise<void>
}

const DATABASE = 'faults'

export async function openMortalPostgres(): Promise<MortalPostgres> {
  const place = await realpath(await mkdtemp(join(tmpdir(), 'dateline-faults-')))
  // PostgreSQL passes through it as another user where root runs the tests.
  await chmod(place, 0o755)
  const home = await prepareHome(join(place, 'data'))
  const cluster = await prepareCluster(home, await prepareBinaries(home), () => {})
  const { data } = cluster
  let { pid, port } = await startPostgres(cluster)
  await createDatabase(addressOf(cluster, port, 'postgres'), DATABASE)
  const interrupt = () => interruptPostmaster(pid, data)
  process.once('exit', interrupt)
  const stop = () => stopPostmaster(pid, data)
  const signalAll = async (signal: NodeJS.Signals) => {
    for (const each of [pid, ...(await childrenOf(pid))]) signalTo(each, signal)
  }
  return {
    url: addressOf(cluster, port, DATABASE),
    kill: async () => {
      await signalAll('SIGKILL')
      await until('the end of PostgreSQL', async () => !(await runsPostgres(pid, data)))
    },
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    account: home.account,
    stop,
    start: async () => {
      // What a killed one leaves behind names a process that is gone: nothing is left to adopt.
      const found = await adoptPostgres(cluster, () => {})
      ;({ pid, port } = found ?? (await startPostgres(cluster, async () => port)))
    },
    close: async () => {
      process.off('exit', interrupt)
      await stop()
      await rm(place, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}

/** Linux alone tells them. Elsewhere they end by themselves when they find their parent gone. */
const childrenOf = async (pid: number): Promise<number[]> =>
  (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => ''))
    .split(' ')
    .map(Number)
    .filter((child) => child > 0)
