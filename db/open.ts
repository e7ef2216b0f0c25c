import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { busyOr } from './busy.ts'
import type { Database, Listener, Statement } from './database.ts'
import { isFull } from './prepared.ts'
import { refusedNullOr } from './refused-null.ts'
import { sessionParameters } from './sessions.ts'
import type { Tables } from './tables.ts'
import { limitWriters } from './writes/writers.ts'

const USUAL_CONNECTIONS = 10
const CONNECT_TIMEOUT_MS = 2_000
const RECONNECT_DELAY_MS = 250

export interface OpenOptions {
  /** Connections at most. Default 10. */
  connections?: number
  /** Milliseconds a statement may run; 0 for as long as it likes (migrations, imports). Default 8,000. */
  statementTimeoutMs?: number
  /** Milliseconds after which a connection without an answer counts as lost. Default: as long as the system takes it for open. */
  answerTimeoutMs?: number
  /** Whether a pooler that gives each transaction to another session stands before it: nothing of a session is used then. */
  pooled?: boolean
  /** Where to listen to notifications. Default: the same address; nowhere behind a pooler, which does not pass them on. */
  listenUrl?: string | undefined
  /** Called with the text of every statement that `read` sends. Default: nothing. */
  onRead?: (text: string) => void
  /** Called with errors of idle connections, which would end the process if nobody listened. */
  onError?: (error: Error) => void
}

/** Opens a pool on a PostgreSQL address. Connects at the first use: an address that answers nobody throws there. */
export function openDatabase(url: string, options: OpenOptions = {}): Database {
  const { pooled = false, onError = () => {} } = options
  const listenUrl = options.listenUrl ?? (pooled ? null : url)
  const connections = options.connections ?? USUAL_CONNECTIONS
  const pool = new pg.Pool({
    ...clientConfig(url),
    ...sessionParameters(pooled, options.statementTimeoutMs),
    max: connections,
    ...(options.answerTimeoutMs !== undefined && { query_timeout: options.answerTimeoutMs }),
  })
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  limitWriters(kysely, connections)
  return {
    kysely,
    read: (statement) => read(pool, statement, pooled, options.onRead),
    readText: (statement) => read(pool, statement, pooled, options.onRead, AS_TEXT),
    listen: async (channel, wake) =>
      listenUrl === null ? DEAF : openListener(listenUrl, channel, wake, onError),
    close: () => pool.end(),
  }
}

/** With nothing parsed the value is text. */
function read(
  pool: pg.Pool,
  given: Statement,
  pooled: boolean,
  told: OnRead,
  types: AsText,
): Promise<string | null>
function read(pool: pg.Pool, given: Statement, pooled: boolean, told: OnRead): Promise<unknown>
function read(
  pool: pg.Pool,
  { name, text, values }: Statement,
  pooled: boolean,
  told: OnRead,
  types?: AsText,
): Promise<unknown> {
  told?.(text)
  // Behind a pooler what is prepared under a name would be prepared in one session, and asked of another.
  const query = { text, values: [...values], rowMode: 'array' as const, ...(types && { types }) }
  const asked = pooled ? pool.query<unknown[]>(query) : queryPrepared(pool, { ...query, name })
  return asked.then(firstValue, failed)
}

type OnRead = OpenOptions['onRead']
type AsText = typeof AS_TEXT

const AS_TEXT = { getTypeParser: () => String }

const firstValue = ({ rows }: pg.QueryArrayResult<unknown[]>): unknown => rows[0]?.[0] ?? null

const failed = (error: unknown): never => {
  throw busyOr(refusedNullOr(error))
}

/** As `pool.query` does, but that a connection with too many prepared statements ends with this one. */
const queryPrepared = (pool: pg.Pool, query: pg.QueryArrayConfig & { name: string }) =>
  new Promise<pg.QueryArrayResult<unknown[]>>((resolve, reject) => {
    pool.connect((lost, client, release) => {
      if (!client) return reject(lost)
      client.query<unknown[]>(query, (error, result) => {
        release(Boolean(error) || isFull(client, query.name))
        if (error) reject(error)
        else resolve(result)
      })
    })
  })

/** Hears nothing: the poll of the feed remains. */
const DEAF: Listener = { close: async () => {} }

async function openListener(
  url: string,
  channel: string,
  wake: () => void,
  onError: (error: Error) => void,
): Promise<Listener> {
  let closed = false
  let current: pg.Client | undefined

  const connect = async () => {
    const client = new pg.Client(clientConfig(url))
    client.on('error', onError)
    client.on('notification', wake)
    await client.connect()
    await client.query(`listen ${client.escapeIdentifier(channel)}`)
    client.on('end', reconnect)
    current = client
    if (closed) await client.end()
  }
  const reconnect = () => {
    if (closed) return
    setTimeout(() => {
      if (!closed)
        connect().then(wake, (error) => {
          onError(error)
          reconnect()
        })
    }, RECONNECT_DELAY_MS).unref()
  }
  await connect()
  return {
    close: async () => {
      closed = true
      await current?.end()
    },
  }
}

/** Throws while the address does not answer `select 1` within two seconds. */
export async function probeDatabase(url: string): Promise<void> {
  await withClient(url, (client) => client.query('select 1'))
}

/** Creates a database beside the one that the address names, unless it is there already. */
export async function createDatabase(adminUrl: string, name: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`)
  })
}

async function withClient(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(clientConfig(url))
  client.on('error', () => {})
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

const clientConfig = (url: string): pg.ClientConfig => ({
  connectionString: url,
  application_name: 'dateline',
  connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  keepAlive: true,
  types: { getTypeParser },
})

const DATE_OID = 1082
const TIMESTAMPTZ_OID = 1184

/** Plain dates and instants stay text: a JavaScript Date would move the one and round the other. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === DATE_OID || oid === TIMESTAMPTZ_OID) return (value: string) => value
  return pg.types.getTypeParser(oid, format)
}
