import { sql } from 'kysely'
import { migrate } from '../../db/migrate.ts'
import { createDatabase, openDatabase } from '../../db/open.ts'
import { openPostgres } from '../../server/postgres.ts'

/** A database of its own, migrated and empty. */
export interface Scratch {
  url: string
  /** Of PostgreSQL. */
  version: string
  /** Drops it, and stops PostgreSQL where it was started for this. */
  close(): Promise<void>
}

const EMBEDDED_FOLDER = '.dateline/bench-feed'
const NAME = 'dateline_bench_feed'

/** Makes it beside the database that the address names. One that an earlier run has left is dropped first. */
export async function openScratch(url: string | undefined): Promise<Scratch> {
  const postgres = url === undefined ? await openPostgres(EMBEDDED_FOLDER) : null
  const server = url ?? postgres?.url ?? ''
  const close = async () => {
    await drop(server)
    await postgres?.close()
  }
  try {
    await drop(server)
    await createDatabase(server, NAME)
    const address = new URL(server)
    address.pathname = `/${NAME}`
    return { url: address.href, version: await prepare(address.href), close }
  } catch (error) {
    await postgres?.close()
    throw error
  }
}

async function prepare(url: string): Promise<string> {
  const database = openDatabase(url, { connections: 1, statementTimeoutMs: 0 })
  try {
    await migrate(database.kysely)
    const { rows } = await sql<{ version: string }>`
      select current_setting('server_version') as version`.execute(database.kysely)
    return rows[0]?.version.split(' ')[0] ?? 'unknown'
  } finally {
    await database.close()
  }
}

async function drop(url: string): Promise<void> {
  const database = openDatabase(url, { connections: 1, statementTimeoutMs: 0 })
  try {
    await sql`drop database if exists ${sql.id(NAME)} with (force)`.execute(database.kysely)
  } finally {
    await database.close()
  }
}
