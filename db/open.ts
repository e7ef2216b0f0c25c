import { Kysely, type LogEvent, PostgresDialect } from 'kysely'
import pg from 'pg'
import { copyingOn } from './copying.ts'
import { cutSilent } from './cut-silent.ts'
import type { Database } from './database.ts'
import { AS_TEXT, createReader, firstValue, type StatementRun } from './reader.ts'
import { openSession } from './session.ts'
import { STATEMENT_TIMEOUT_MS, sessionParameters } from './sessions.ts'
import type { Tables } from './tables.ts'
import { limitWriters } from './writes/writers.ts'

export type { StatementRun }

const USUAL_CONNECTIONS = 10
const CONNECT_TIMEOUT_MS = 2_000
const ANSWER_MARGIN_MS = 2_000
/** A session that has not answered a statement by then is lost: the network may have dropped it without a word. */
const SESSION_ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + ANSWER_MARGIN_MS

export interface OpenOptions {
  /** Connections at most for what queries read, and as many for everything else. Default 10. */
  connections?: number
  /** Milliseconds a statement may run; 0 for as long as it likes (migrations, imports). Default 8,000. */
  statementTimeoutMs?: number
  /**
   * Milliseconds after which a connection without an answer counts as lost. Default: two seconds more than a statement may
   * run; as long as the system takes it for open, where it may run as long as it likes, or that is set behind a pooler.
   */
  answerTimeoutMs?: number
  /** Whether a pooler that gives each transaction to another session stands before it: nothing of a session is used then. */
  pooled?: boolean
  /** Where sessions of their own are opened. Default: the same address, where they hear nothing behind a pooler. */
  listenUrl?: string | undefined
  /** Called with the text of every statement that `read` sends. Default: nothing. */
  onRead?: (text: string) => void
  /** Called with every statement that has ended, in the context of who sent it. Default: nothing, at no cost. */
  onStatement?: ((run: StatementRun) => void) | undefined
  /** Called with errors of idle connections, which would end the process if nobody listened. */
  onError?: (error: Error) => void
}

/** Opens a pool on a PostgreSQL address. Connects at the first use: an address that answers nobody throws there. */
export function openDatabase(url: string, options: OpenOptions = {}): Database {
  const { pooled = false, onError = () => {} } = options
  const connections = options.connections ?? USUAL_CONNECTIONS
  const pools: pg.Pool[] = []
  const silentMs = options.answerTimeoutMs ?? answerTimeoutOf(options)
  const openPool = (plansOnce: boolean) => {
    const pool = new pg.Pool({
      ...clientConfig(url),
      ...sessionParameters(pooled, options.statementTimeoutMs, { plansOnce }),
      max: connections,
    })
    if (silentMs !== null) cutSilent(pool, silentMs)
    pool.on('error', onError)
    pool.on('connect', (client) => client.on('error', onError))
    pools.push(pool)
    return pool
  }
  const pool = openPool(false)
  // Behind a pooler nothing is prepared, and so nothing planned but for the values of a run.
  const read = createReader(pool, pooled ? null : openPool(true), options)
  const kysely = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    ...(options.onStatement && { log: logTo(options.onStatement) }),
  })
  limitWriters(kysely, connections)
  const isListening = options.listenUrl !== undefined || !pooled
  const connect = () =>
    new pg.Client({
      ...clientConfig(options.listenUrl ?? url),
      ...sessionParameters(!isListening),
      query_timeout: SESSION_ANSWER_TIMEOUT_MS,
    })
  return {
    kysely,
    read: (statement) => read(statement).then(firstValue),
    readText: (statement) => read(statement, AS_TEXT).then(firstValue),
    readRows: (statement) => read(statement),
    readTextRows: (statement) => read(statement, AS_TEXT),
    openSession: (session) => openSession(session, { connect, isListening, onError }),
    copying: copyingOn(pool),
    pools: () =>
      pools.map(({ totalCount, idleCount, waitingCount }, at) => ({
        name: at === 0 ? 'plain' : 'prepared',
        open: totalCount,
        idle: idleCount,
        waiting: waitingCount,
        most: connections,
      })),
    close: async () => {
      await Promise.all(pools.map((pool) => pool.end()))
    },
  }
}

const answerTimeoutOf = ({
  pooled,
  statementTimeoutMs = STATEMENT_TIMEOUT_MS,
}: OpenOptions): number | null =>
  pooled || statementTimeoutMs === 0 ? null : statementTimeoutMs + ANSWER_MARGIN_MS

const logTo = (onStatement: (run: StatementRun) => void) => (event: LogEvent) =>
  onStatement({
    text: event.query.sql,
    startMs: performance.now() - event.queryDurationMillis,
    error: event.level === 'error' ? event.error : null,
  })

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
