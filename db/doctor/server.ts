import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

/** The oldest that Dateline runs on. */
const MIN_VERSION = 160_000
const DURABLE = ['fsync', 'full_page_writes', 'synchronous_commit'] as const
const CONNECTIONS_A_PROCESS = 21

interface Facts {
  version: string
  version_number: number
  off: string[]
  encoding: string
  ctype: string
  folds: boolean
  zone: string
  connections: number
  in_recovery: boolean
}

/** What the PostgreSQL and the database are like, whatever is in them. */
export async function checkServer(
  { kysely }: Database,
  { workers }: { workers: number },
): Promise<Finding[]> {
  const { rows } = await sql<Facts>`select current_setting('server_version') as version,
    current_setting('server_version_num')::int as version_number,
    array(select name from pg_settings where name = any(${[...DURABLE]}) and setting = 'off') as off,
    current_setting('server_encoding') as encoding, datctype as ctype, lower('ÄÉ') = 'äé' as folds,
    current_setting('timezone') as zone, pg_is_in_recovery() as in_recovery,
    current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as connections
    from pg_database where datname = current_database()`.execute(kysely)
  const [facts] = rows
  if (!facts) return []
  const wanted = workers * CONNECTIONS_A_PROCESS
  return [
    facts.version_number >= MIN_VERSION
      ? ok('PostgreSQL', facts.version)
      : fail('PostgreSQL', facts.version, 'Dateline needs 16 or newer'),
    facts.in_recovery
      ? fail(
          'primary',
          'DATABASE_URL is a replica',
          'name the primary there, the replica in DATABASE_REPLICA_URL',
        )
      : ok('primary', 'takes writes'),
    facts.off.length === 0
      ? ok('durability', `${DURABLE.join(', ')} are on`)
      : fail('durability', `${facts.off.join(', ')} off`, 'turn it on: an acknowledged write could be lost'),
    facts.encoding === 'UTF8'
      ? ok('encoding', facts.encoding)
      : fail('encoding', facts.encoding, 'create the database with encoding UTF8'),
    facts.folds
      ? ok('characters', `LC_CTYPE ${facts.ctype}`)
      : fail(
          'characters',
          `LC_CTYPE ${facts.ctype} knows no letters but a to z`,
          'create the database with an LC_CTYPE of UTF-8, such as C.UTF-8: search would miss names',
        ),
    /^(Etc\/)?UTC$/.test(facts.zone)
      ? ok('time zone', `sessions are in ${facts.zone}`)
      : fail('time zone', `sessions are in ${facts.zone}`, "alter role … set timezone = 'UTC'"),
    facts.connections >= wanted
      ? ok('connections', `${facts.connections}, of which this machine may use ${wanted}`)
      : warn(
          'connections',
          `${facts.connections}, and this machine may use ${wanted}`,
          'raise max_connections, or set fewer DATELINE_WORKERS',
        ),
  ]
}

const SKEW_WARN_MS = 1_000
const SKEW_FAIL_MS = 60_000

/** How far the clock of this machine is from that of the database. `now` in milliseconds. */
export async function checkClock({ kysely }: Database, now: () => number = Date.now): Promise<Finding> {
  const before = now()
  const { rows } = await sql<{ ms: number }>`
    select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`.execute(kysely)
  const after = now()
  const there = rows[0]?.ms ?? Number.NaN
  // Read at some time between the two.
  const skew = Math.round(Math.max(before - there, there - after, 0))
  const found = `${skew.toLocaleString('en')} ms from that of the database`
  if (skew <= SKEW_WARN_MS) return ok('clock', found)
  const judged = skew > SKEW_FAIL_MS ? fail : warn
  return judged('clock', found, 'run NTP on both: keys expire by one and webhooks are signed by the other')
}
