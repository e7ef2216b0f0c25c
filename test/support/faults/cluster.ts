import type { Database } from '../../../db/database.ts'
import { migrate } from '../../../db/migrate.ts'
import { openDatabase } from '../../../db/open.ts'
import { makeKey } from '../keys.ts'
import { type MortalPostgres, openMortalPostgres } from './postgres.ts'
import { createReplica, type Replica } from './replica.ts'

/** Replicas of the service over one PostgreSQL, all of which can be killed. */
export interface Cluster {
  postgres: MortalPostgres
  /** Of the tests, beside the replicas: it looks at what is there in the end. */
  database: Database
  replicas: readonly Replica[]
  /** Of an editor. */
  key: string
  /** Ends all that was started. */
  close(): Promise<void>
}

/** The harness asks for all entries of a run at once. */
const CONNECTIONS = 3

/** `more` is added to the environment of the replicas. */
export async function openCluster(size: number, more: Record<string, string> = {}): Promise<Cluster> {
  const opened = new AsyncDisposableStack()
  try {
    const postgres = await openMortalPostgres()
    opened.defer(() => postgres.close())
    const database = openDatabase(postgres.url, { connections: CONNECTIONS, statementTimeoutMs: 0 })
    opened.defer(() => database.close())
    await migrate(database.kysely)
    const key = await makeKey(database, 'EDITOR')
    const environment = { DATABASE_URL: postgres.url, DATELINE_PUBLIC_READ: 'on', ...more }
    const replicas = Array.from({ length: size }, () => createReplica(environment))
    for (const replica of replicas) {
      opened.defer(() => replica.kill())
      await replica.start()
    }
    const kill = () => {
      for (const replica of replicas) void replica.kill()
    }
    process.once('exit', kill)
    opened.defer(() => void process.off('exit', kill))
    return { postgres, database, replicas, key, close: () => opened.disposeAsync() }
  } catch (error) {
    await opened.disposeAsync()
    throw error
  }
}
