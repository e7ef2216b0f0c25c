import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { openFeed } from '../db/feed.ts'
import { openSubscriptions } from '../schema/feed/subscriptions.ts'
import type { Config } from './config.ts'
import { createHandler, GRAPHQL_PATH } from './handler.ts'
import { listen } from './listen.ts'
import type { Logger } from './log.ts'
import { readManifests } from './manifest.ts'
import { createPersisted } from './persisted.ts'
import { openReplicaAt } from './replica.ts'
import { startRetention } from './retention.ts'
import { openWebhooks } from './webhooks.ts'

/** How long requests under way may take to finish after the signal to stop. */
export const DRAIN_MS = 8_000

/** GraphQL on a port. */
export interface Endpoint {
  /** Where GraphQL is served. */
  url: string
  /** Answers what is under way and ends streams. The database stays open: it is whose opened it. */
  close(): Promise<void>
}

/** Serves an open database that is complete. What fails closes what was opened. */
export async function openEndpoint(database: Database, config: Config, log: Logger): Promise<Endpoint> {
  const { host, port, publicRead, publicUrl, replicaUrl, protection } = config
  const opened = new AsyncDisposableStack()
  try {
    const persisted = createPersisted(config.persisted, await readManifests(config.manifest))
    const replica = replicaUrl === null ? null : await openReplicaAt(replicaUrl, database, config, log)
    if (replica) opened.defer(() => replica.close())
    const feed = await openFeed(database, {
      onError: (error) => log.error(error, 'the feed cannot be read'),
      onWarning: (message) => log.warn(message),
    })
    opened.defer(() => feed.close())
    opened.defer(startRetention(database, config.feed, log))
    const subscriptions = openSubscriptions({ database, feed, onError: (error) => log.error(error) })
    opened.defer(() => subscriptions.close())
    if (config.webhooks !== null) {
      const webhooks = openWebhooks({
        database,
        subscriptions,
        reach: config.webhooks,
        log,
        limits: protection.limits,
      })
      opened.defer(() => webhooks.close())
    }
    let draining = false
    const isReady = async () => !draining && (await answers(database))
    const reach = config.webhooks ?? 'public'
    const handler = createHandler({
      database,
      replica,
      subscriptions,
      log,
      publicUrl,
      publicRead,
      reach,
      persisted,
      isReady,
      protection,
    })
    const server = await listen(handler, host, port, protection.limits)
    opened.defer(async () => {
      draining = true
      const closed = server.close(DRAIN_MS)
      // They would hold the server open; WebSockets have been told by then why theirs end.
      subscriptions.close()
      await closed
    })
    return { url: `${server.origin}${GRAPHQL_PATH}`, close: () => opened.disposeAsync() }
  } catch (error) {
    await opened.disposeAsync()
    throw error
  }
}

async function answers({ kysely }: Database): Promise<boolean> {
  try {
    await sql`select 1`.execute(kysely)
    return true
  } catch {
    return false
  }
}
