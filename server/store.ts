import { resolve } from 'node:path'
import type { Database } from '../db/database.ts'
import { openDatabase } from '../db/open.ts'
import type { Config } from './config.ts'
import type { Logger } from './log.ts'
import { poolingOf, refuseUnset } from './pooling.ts'
import { findDefaultFolder, findRunningPostgres, openPostgres } from './postgres.ts'
import { findTraces } from './traces.ts'

/** The database of a command, and the PostgreSQL under it where that is our own. */
export interface Store {
  database: Database
  /** Its address, which may hold a password. */
  url: string
  /** Whether it is the embedded PostgreSQL. */
  embedded: boolean
  /** The folder of the embedded PostgreSQL, where what belongs to this installation is kept; null without one. */
  folder: string | null
  /** Does work whose statements may take their time, on connections of its own: migrations and imports. */
  atLength: <T>(work: (database: Database) => Promise<T>) => Promise<T>
  close(): Promise<void>
}

/**
 * Opens the database that the settings name: DATABASE_URL, or the embedded PostgreSQL, which is started. A
 * command that may work `beside` a running server shares the one that the server started.
 */
export async function openStore(
  config: Pick<Config, 'databaseUrl' | 'dataFolder' | 'pooled' | 'directUrl'>,
  log: Logger,
  { beside = false } = {},
): Promise<Store> {
  const { databaseUrl, dataFolder, pooled, directUrl } = config
  const folder = databaseUrl === null ? (dataFolder ?? (await findDefaultFolder())) : ''
  const running = databaseUrl ?? (beside ? await findRunningPostgres(folder) : undefined)
  const postgres =
    running === undefined ? await openPostgres(folder, { log: (line) => log.debug(line) }) : null
  const url = running ?? postgres?.url ?? ''
  const onError = (error: Error) => log.warn({ reason: error.message }, 'a database connection was lost')
  const traces = await findTraces()
  const database = openDatabase(url, { onError, onStatement: traces?.statement, ...poolingOf(config) })
  if (pooled) await refuseUnset(database).catch(closing(database))
  return {
    database,
    url,
    embedded: databaseUrl === null,
    folder: databaseUrl === null ? resolve(folder) : null,
    atLength: async (work) => {
      const patient = openDatabase(directUrl ?? url, {
        onError,
        statementTimeoutMs: 0,
        pooled: pooled && directUrl === null,
      })
      try {
        return await work(patient)
      } finally {
        await patient.close()
      }
    },
    close: async () => {
      await database.close()
      await postgres?.close()
    },
  }
}

const closing = (database: Database) => async (error: unknown) => {
  await database.close()
  throw error
}
