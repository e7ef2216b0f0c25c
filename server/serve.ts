import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { openFeedHead } from '../db/feed.ts'
import { migrate } from '../db/migrate.ts'
import { loadSample } from '../db/sample/load.ts'
import { type AdminKey, openAdminKey } from './admin-key.ts'
import type { Config } from './config.ts'
import { createHandler, GRAPHQL_PATH } from './handler.ts'
import { listen } from './listen.ts'
import type { Logger } from './log.ts'
import { refusePending } from './pending.ts'
import { openStore, type Store } from './store.ts'

/** How long requests under way may take to finish after the signal to stop. */
const DRAIN_MS = 8_000

/** A running service. */
export interface Service {
  /** Where GraphQL is served. */
  url: string
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
    const { database } = store
    await prepare(store, config, log)
    const adminKey = store.folder === null ? null : await openAdminKey(database, store.folder)
    if (adminKey) tell(adminKey)
    const feedHead = await openFeedHead(database, (error) => log.error(error, 'the feed cannot be read'))
    let draining = false
    const isReady = async () => !draining && (await answers(database))
    const handler = createHandler({ database, feedHead, log, publicRead: config.publicRead, isReady })
    opened.defer(() => feedHead.close())
    const server = await listen(handler, config.host, config.port)
    opened.defer(async () => {
      draining = true
      // The head ends the streams, which would hold the server open.
      await Promise.all([feedHead.close(), server.close(DRAIN_MS)])
    })
    return { url: `${server.origin}${GRAPHQL_PATH}`, close: () => opened.disposeAsync() }
  } catch (error) {
    await opened.disposeAsync()
    throw error
  }
}

async function prepare(store: Store, { sample }: Config, log: Logger): Promise<void> {
  if (!store.embedded) await refusePending(store.database)
  const report = await store.atLength(async (database) => {
    if (store.embedded) await migrate(database.kysely)
    return sample ? await loadSample(database) : null
  })
  if (report) log.info({ records: report.line }, 'loaded the sample data; DATELINE_SAMPLE=off leaves it out')
}

async function answers({ kysely }: Database): Promise<boolean> {
  try {
    await sql`select 1`.execute(kysely)
    return true
  } catch {
    return false
  }
}
