import { existsSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import pg from 'pg'
import { openPostgres } from '../../server/postgres.ts'
import { BenchFailure } from './failure.ts'

/** A loaded database. */
export interface Target {
  url: string
  postgres: string
  articles: number
  claims: number
  /** Stops PostgreSQL where it was started for this. */
  close(): Promise<void>
}

const EMBEDDED_FOLDER = '.dateline/bench'
/** Fewer articles than a page is deep, and there is nothing to measure. */
const LEAST_ARTICLES = 2_000

/** Opens the database that is named, else the embedded one. Throws BenchFailure when it is not loaded. */
export async function openTarget(url: string | undefined): Promise<Target> {
  if (url === undefined && !existsSync(EMBEDDED_FOLDER)) throw new BenchFailure(NOT_LOADED)
  const postgres = url === undefined ? await openPostgres(EMBEDDED_FOLDER) : null
  const address = url ?? postgres?.url ?? ''
  const close = async () => postgres?.close()
  try {
    return { url: address, ...(await look(address)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function look(url: string) {
  const { version = '', articles = 0, claims = 0 } = (await count(url)) ?? {}
  if (articles < LEAST_ARTICLES) throw new BenchFailure(NOT_LOADED)
  return { postgres: version.split(' ')[0] ?? version, articles, claims }
}

async function count(url: string) {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    const { rows } = await client.query<{ version: string; articles: number; claims: number }>(`
      select current_setting('server_version') as version,
        (select count(*)::integer from article) as articles, (select count(*)::integer from claim) as claims`)
    return rows[0]
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNDEFINED_TABLE)
      throw new BenchFailure(NOT_LOADED)
    throw new BenchFailure(`The database cannot be read: ${error instanceof Error ? wordsOf(error) : error}`)
  } finally {
    await client.end()
  }
}

/** Where every address of a host refuses, the error that gathers them has no words of its own. */
const wordsOf = (error: Error) => error.message || ('code' in error ? String(error.code) : error.name)

const UNDEFINED_TABLE = '42P01'
const NOT_LOADED = 'The database is not loaded: run npm run bench:data first'

/** The machine in words: `2 × Some CPU 3.0 GHz, 24 GB`. */
export function machineName(): string {
  const processors = cpus()
  const model = processors[0]?.model.replaceAll(/\s+/g, ' ') ?? 'unknown'
  return `${processors.length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GB`
}
