import { sql } from 'kysely'
import type { Database } from './database.ts'
import { primaryHistory } from './read-token.ts'

/** A place in the write-ahead log, and of which history it is. */
export interface Position {
  history: string
  /** Bytes. */
  position: bigint
}

/** As far as a primary has written for good. Of the flushed end, which a replica can reach without another write. */
export async function findWritten({ kysely }: Database): Promise<Position> {
  const { rows } = await sql<Row>`select ${primaryHistory} as history,
    (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::text as position`.execute(kysely)
  return positionOf(rows)
}

/**
 * As far as a replica has replayed; null from a server that is none. Its timeline is told by whichever knows the
 * newest: what it receives (shown to members of pg_read_all_stats alone), or what it has saved.
 */
export async function findReplayed({ kysely }: Database): Promise<Position | null> {
  const { rows } = await sql<Row>`select (select system_identifier from pg_control_system())
      || '.' || lpad(upper(to_hex(greatest(
        (select received_tli from pg_stat_wal_receiver),
        (select min_recovery_end_timeline from pg_control_recovery()),
        (select timeline_id from pg_control_checkpoint())))), 8, '0') as history,
    (pg_last_wal_replay_lsn() - '0/0'::pg_lsn)::text as position
    where pg_is_in_recovery()`.execute(kysely)
  return rows.length === 0 ? null : positionOf(rows)
}

interface Row {
  history: string
  position: string
}

function positionOf([row]: readonly Row[]): Position {
  if (!row) throw new Error('A server has a position')
  return { history: row.history, position: BigInt(row.position) }
}
