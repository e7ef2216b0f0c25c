import { migrate } from '../db/migrate.ts'
import { loadSample } from '../db/sample/load.ts'
import { type AdminKey, openAdminKey } from './admin-key.ts'
import type { Config } from './config.ts'
import { type Endpoint, openEndpoint } from './endpoint.ts'
import type { Logger } from './log.ts'
import { refusePending } from './pending.ts'
import { openStore, type Store } from './store.ts'
import { openWorkers } from './workers.ts'

/** A running service. */
export interface Service {
  /** Where GraphQL is served. */
  url: string
  /** Rejects when the service cannot go on; it is still to be closed then. */
  failure: Promise<never>
  /** Answers what is under way, ends streams, closes the database. Within ten seconds. */
  close(): Promise<void>
}

/**
 * Opens everything that serving takes, in order, and closes what it opened when a step fails. The embedded
 * database is migrated at the start; an external one must have been, by `dateline migrate`. An embedded one without
 * any key is given the key of an admin, which `tell` is called with: it is not to be had again, and not to be logged.
 */
export async function serve(
  config: Config,
  log: Logger,
  tell: (key: AdminKey) => void = () => {},
): Promise<Service> {
  const opened = new AsyncDisposableStack()
  try {
    const store = await openStore(config, log)
    opened.defer(() => store.close())
    await prepare(store, config, log)
    const adminKey = store.folder === null ? null : await openAdminKey(store.database, store.folder)
    if (adminKey) tell(adminKey)
    const endpoint = await open(store, config, log)
    opened.defer(() => endpoint.close())
    if (config.metrics) {
      const { openMetrics } = await import('./metrics.ts')
      const metrics = await openMetrics(config.metrics, endpoint.measure, log)
      opened.defer(() => metrics.close())
    }
    return { url: endpoint.url, failure: endpoint.failure, close: () => opened.disposeAsync() }
  } catch (error) {
    await opened.disposeAsync()
    throw error
  }
}

/** In this process, or in as many workers as the settings ask for. */
async function open(store: Store, config: Config, log: Logger): Promise<Endpoint & Pick<Service, 'failure'>> {
  if (config.workers > 1) return openWorkers(store, config, log)
  return { ...(await openEndpoint(store.database, config, log)), failure: new Promise(() => {}) }
}

async function prepare(store: Store, { sample }: Config, log: Logger): Promise<void> {
  if (!store.embedded) await refusePending(store.database)
  const report = await store.atLength(async (database) => {
    if (store.embedded) await migrate(database.kysely)
    return sample ? await loadSample(database) : null
  })
  if (report) log.info({ records: report.line }, 'loaded the sample data; DATELINE_SAMPLE=off leaves it out')
}
