import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { openFeed } from '../db/feed.ts'
import { openSubscriptions } from '../schema/feed/subscriptions.ts'
import { watchPlans } from '../schema/sql/index.ts'
import type { Config } from './config.ts'
import { createHandler, GRAPHQL_PATH } from './handler.ts'
import { listen } from './listen.ts'
import type { Logger } from './log.ts'
import { readManifests } from './manifest.ts'
import type { Sources } from './metrics/measure.ts'
import type { Measure } from './metrics/process.ts'
import { createRequestCounts } from './metrics/request-counts.ts'
import { createPersisted } from './persisted.ts'
import { openReplicaAt } from './replica.ts'
import { startRetention } from './retention.ts'
import { openTokens } from './tokens.ts'
import { findTraces } from './traces.ts'
import { openWebhooks } from './webhooks.ts'

/** How long requests under way may take to finish after the signal to stop. */
export const DRAIN_MS = 8_000

/** GraphQL on a port. */
export interface Endpoint {
  /** Where GraphQL is served. */
  url: string
  /** What is measured of each process now; of none where the settings ask for no metrics. */
  measure(): Promise<readonly (readonly object[])[]>
  /** Answers what is under way and ends streams. The database stays open: it is whose opened it. */
  close(): Promise<void>
}

/** Serves an open database that is complete. What fails closes what was opened. */
export async function openEndpoint(database: Database, config: Config, log: Logger): Promise<Endpoint> {
  const { host, port, publicRead, publicUrl, replicaUrl, protection } = config
  const opened = new AsyncDisposableStack()
  try {
    const tokens = config.tokens && (await openTokens(config.tokens, { onWarning: tokenWarning(log) }))
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
    const webhooks =
      config.webhooks &&
      openWebhooks({ database, subscriptions, reach: config.webhooks, log, limits: protection.limits })
    if (webhooks) opened.defer(() => webhooks.close())
    const requests = config.metrics && createRequestCounts()
    const traces = await findTraces()
    if (traces) watchPlans(traces.plan)
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
      tokens,
      isReady,
      protection,
      requests,
      traces,
    })
    const sockets = () => handler.webSockets.open
    const measure =
      requests && (await measuring({ requests, database, feed, subscriptions, webhooks, sockets }))
    const server = await listen(handler, host, port, protection.limits)
    opened.defer(async () => {
      draining = true
      const closed = server.close(DRAIN_MS)
      // They would hold the server open; WebSockets have been told by then why theirs end.
      subscriptions.close()
      await closed
    })
    return {
      url: `${server.origin}${GRAPHQL_PATH}`,
      measure: async () => (measure ? [await measure()] : []),
      close: () => opened.disposeAsync(),
    }
  } catch (error) {
    await opened.disposeAsync()
    throw error
  }
}

/** The library is loaded where something is measured alone. */
async function measuring(sources: Sources): Promise<Measure> {
  const { createMeasure } = await import('./metrics/measure.ts')
  return createMeasure(sources)
}

const tokenWarning = (log: Logger) => (error: unknown) =>
  log.warn({ reason: String(error) }, 'the keys that tokens are checked with cannot be used')

async function answers({ kysely }: Database): Promise<boolean> {
  try {
    await sql`select 1`.execute(kysely)
    return true
  } catch {
    return false
  }
}
