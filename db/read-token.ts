import { type RawBuilder, sql } from 'kysely'

/**
 * How far a write was: the base64url text of `r1.<system>.<timeline>.<position>`. System and timeline say of which
 * history the position is; a position of another one, before a failover or of another database, says nothing here.
 */
export interface ReadToken {
  /** `<system>.<timeline>`: equal for positions that can be compared. */
  history: string
  /** Bytes of the write-ahead log. */
  position: bigint
}

const VERSION = 'r1'
/** A system identifier has 20 digits at most, a position as many. */
const MAX_LENGTH = 100
const PARTS = /^r1\.(\d{1,20}\.[0-9A-F]{8})\.(\d{1,20})$/

/** The token in a text; null where it holds none. */
export function parseReadToken(text: string): ReadToken | null {
  if (text.length > MAX_LENGTH || !/^[\w-]+$/.test(text)) return null
  const [, history, position] = PARTS.exec(Buffer.from(text, 'base64url').toString()) ?? []
  return history === undefined || position === undefined ? null : { history, position: BigInt(position) }
}

/** The history that a primary writes, as SQL. A standby does not answer this. */
export const HISTORY = `(select system_identifier from pg_control_system())
  || '.' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)`

export const primaryHistory: RawBuilder<string> = sql.raw(HISTORY)

/**
 * The token of now, as a statement on the primary writes it: whatever that statement can see lies before it. Where writes
 * are acknowledged before they are flushed, the insert position still lies behind them.
 */
export const readTokenSql: RawBuilder<string> = sql`translate(encode(convert_to(${sql.lit(`${VERSION}.`)} || ${primaryHistory}
  || '.' || (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::text, 'UTF8'), 'base64'), E'+/=\\n', '-_')`
