import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { NodeKind } from '../../db/vocabulary.ts'
import { type Change, recordChanges } from '../../db/writes/change.ts'
import { NOUNS } from '../../db/writes/nouns.ts'
import { inTransaction } from '../../db/writes/transaction.ts'
import type { Made } from './make.ts'

/** Withdraws a record and records the change, unlike makeWithdrawn. */
export const changeToWithdrawn = (db: Database, kind: NodeKind, made: Made) =>
  change(db, kind, made, 'WITHDRAWN', sql`withdrawn_at = now(), withdrawn_reason = 'a test'`)

/** Takes a withdrawal back. */
export const changeToRestored = (db: Database, kind: NodeKind, made: Made) =>
  change(db, kind, made, 'REVISED', sql`withdrawn_at = null, withdrawn_reason = null`)

/** Merges a record into another and records the change, unlike makeMerged. */
export const changeToMerged = (db: Database, kind: NodeKind, made: Made, into: Made) =>
  change(db, kind, made, 'REVISED', sql`merged_into = ${rowId(into)}::bigint`)

/** Gives a record another slug. */
export const changeSlug = (db: Database, kind: NodeKind, made: Made, slug: string) =>
  change(db, kind, made, 'REVISED', sql`slug = ${slug}`)

/** An instant after all changes so far and before all later ones, on the database's clock. */
export async function passInstant(db: Database): Promise<string> {
  await wait(2)
  const { rows } = await sql<{ at: string }>`
    select to_char(date_trunc('milliseconds', clock_timestamp()) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`.execute(
    db.kysely,
  )
  await wait(2)
  return rows[0]?.at ?? ''
}

const rowId = ({ id }: Made) => id.split(':')[1] ?? ''

const change = (
  db: Database,
  kind: NodeKind,
  made: Made,
  action: Change['action'],
  set: ReturnType<typeof sql>,
) =>
  inTransaction(db.kysely, async (trx) => {
    const { table } = NOUNS[kind]
    await sql`update ${sql.table(table)} set ${set} where id = ${rowId(made)}::bigint`.execute(trx)
    await recordChanges(trx, NOUNS[kind], [{ id: rowId(made), action }], 'test')
  })

/** Rewrites history, which nobody may: for a test of what it would say otherwise. */
export async function rewriteHistory(db: Database, statement: ReturnType<typeof sql>): Promise<void> {
  await sql`alter table revision disable trigger revision_append_only`.execute(db.kysely)
  await statement.execute(db.kysely)
  await sql`alter table revision enable always trigger revision_append_only`.execute(db.kysely)
}
