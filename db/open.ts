import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { busyOr } from './busy.ts'
import type { Database, Listener, Statement } from './database.ts'
import { refusedNullOr } from './refused-null.ts'
import type { Tables } from './tables.ts'

const CONNECT_TIMEOUT_MS = 2_000
const LOCK_TIMEOUT_MS = 2_000
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000
const RECONNECT_DELAY_MS = 250

export interface OpenOptions {
  /** Connections at most. Default 10. */
  connections?: number
  /** Milliseconds a statement may run; 0 for as long as it likes (migrations, imports). Default 8,000. */
  statementTimeoutMs?: number
  /** Called with the text of every statement that `read` sends. Default: nothing. */
  onRead?: (text: string) => void
  /** Called with errors of idle connections, which would end the process if nobody listened. */
  onError?: (error: Error) => void
}

/** Opens a pool on a PostgreSQL address. Connects at the first use: an address that answers nobody throws there. */
export function openDatabase(url: string, options: OpenOptions = {}): Database {
  const onError = options.onError ?? (() => {})
  const pool = new pg.Pool({
    ...clientConfig(url),
    max: options.connections ?? 10,
    statement_timeout: options.statementTimeoutMs ?? 8_000,
    lock_timeout: options.statementTimeoutMs === 0 ? 0 : LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
  })
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  return {
    kysely: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    read: (statement) => read(pool, statement, options.onRead),
    readText: (statement) => read(pool, statement, options.onRead, AS_TEXT),
    listen: (channel, wake) => openListener(url, channel, wake, onError),
    close: () => pool.end(),
  }
}

/** With nothing parsed the value is text. */
function read(pool: pg.Pool, statement: Statement, onRead: OnRead, types: AsText): Promise<string | null>
function read(pool: pg.Pool, statement: Statement, onRead: OnRead): Promise<unknown>
function read(pool: pg.Pool, { name, text, values }: Statement, onRead: OnRead, types?: AsText) {
  onRead?.(text)
  return pool
    .query<unknown[]>({ name, text, values: [...values], rowMode: 'array', ...(types && { types }) })
    .then(firstValue, failed)
}

type OnRead = OpenOptions['onRead']
type AsText = typeof AS_TEXT

const firstValue = ({ rows }: pg.QueryArrayResult<unknown[]>): unknown => rows[0]?.[0] ?? null

const failed = (error: unknown): never => {
  throw busyOr(refusedNullOr(error))
}

const AS_TEXT = { getTypeParser: () => String }

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
  // Instants print with the offset of the session, and a plain date must not move with it.
  options: '-c timezone=UTC -c datestyle=ISO',
  types: { getTypeParser },
})

const DATE_OID = 1082
const TIMESTAMPTZ_OID = 1184

/** Plain dates and instants stay text: a JavaScript Date would move the one and round the other. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === DATE_OID || oid === TIMESTAMPTZ_OID) return (value: string) => value
  return pg.types.getTypeParser(oid, format)
}
