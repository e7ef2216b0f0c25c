import { after } from 'node:test'
import pino, { type Logger } from 'pino'
import { openFeed } from '../../db/feed.ts'
import { loadSample } from '../../db/sample/load.ts'
import { openSubscriptions, type Subscriptions } from '../../schema/feed/subscriptions.ts'
import { createHandler, GRAPHQL_PATH, type HandlerOptions } from '../../server/handler.ts'
import { type Limits, USUAL_LIMITS } from '../../server/limits/limits.ts'
import { listen } from '../../server/listen.ts'
import { createPersisted } from '../../server/persisted.ts'
import { OPEN, type Protection } from '../../server/protection.ts'
import { openAsService, openTestDatabase, type TestDatabase } from './database.ts'

/** How long requests under way may take to finish after the tests. */
const DRAIN_MS = 1_000

/** The real service on a free port of this machine, with the sample data in a database of its own, which it works on as a role that owns nothing. */
export interface TestService {
  /** Where GraphQL is served. */
  url: string
  database: TestDatabase
  subscriptions: Subscriptions
  /** Ends streams and stops listening; done after the file's tests in any case. */
  close(): Promise<void>
}

interface TestServiceOptions {
  /** Whether reading needs no key. Default true. */
  publicRead?: boolean
  /** Address of the service as its readers know it. Default: the one that they ask at. */
  publicUrl?: string | null
  log?: Logger
  /** How documents may be asked for. Default: by text, or by hash once it was sent with it. */
  persisted?: HandlerOptions['persisted']
  /** The tokens of others that are taken. Default: none. */
  tokens?: HandlerOptions['tokens']
  /** Where webhooks may go. Default: by https to the public internet. */
  reach?: HandlerOptions['reach']
  /** What callers may do. Default: everything, within the usual limits. */
  protection?: Omit<Partial<Protection>, 'limits'> & { limits?: Partial<Limits> }
  /** Of WebSockets, where a test cannot wait for the usual ones. */
  limits?: HandlerOptions['limits']
  streams?: { heartbeatMs?: number }
}

/** Serves the sample data for one test file. The database is closed and dropped after the file's tests. */
export async function openTestService({
  publicRead = true,
  publicUrl = null,
  log = pino({ level: 'silent' }),
  reach = 'public',
  persisted = createPersisted(),
  tokens = null,
  protection: { limits: own, ...allowed } = {},
  limits = {},
  streams = {},
}: TestServiceOptions = {}): Promise<TestService> {
  const protection = { ...OPEN, ...allowed, limits: { ...USUAL_LIMITS, ...own } }
  let closing: Promise<void> | undefined
  const opened = new AsyncDisposableStack()
  const close = () => (closing ??= opened.disposeAsync())
  // Before the database asks for its own end: what uses it is closed first.
  after(close)
  const database = await openTestDatabase()
  await loadSample(database)
  const onError = (error: unknown) => {
    throw error
  }
  const served = openAsService(database)
  opened.defer(() => served.close())
  const feed = await openFeed(served, { onError, onWarning: onError })
  opened.defer(() => feed.close())
  const subscriptions = openSubscriptions({
    database: served,
    feed,
    onError: (error) => log.error(error),
    ...streams,
  })
  opened.defer(() => subscriptions.close())
  const handler = createHandler({
    database: served,
    subscriptions,
    log,
    publicRead,
    publicUrl,
    reach,
    persisted,
    tokens,
    isReady: async () => true,
    protection,
    limits,
  })
  const server = await listen(handler, '127.0.0.1', 0, protection.limits)
  opened.defer(async () => {
    const closed = server.close(DRAIN_MS)
    subscriptions.close()
    await closed
  })
  return { url: `${server.origin}${GRAPHQL_PATH}`, database, subscriptions, close }
}
