import { sql, type Transaction } from 'kysely'
import type { Tables } from '../tables.ts'

/** The id of the last entry of the feed that this transaction wrote so far; null when it wrote none. */
export async function findLastEntry(trx: Transaction<Tables>): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`
    select max(id) as id from feed_entry where tx = pg_current_xact_id() and seq is null
  `.execute(trx)
  return rows[0]?.id ?? null
}
