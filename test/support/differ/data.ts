import { sql } from 'kysely'
import type { Database } from '../../../db/database.ts'
import type { NodeTable } from '../../../db/tables.ts'
import { NODE_KINDS, type NodeKind } from '../../../db/vocabulary.ts'
import { changeToMerged, changeToWithdrawn, rewriteHistory } from '../change.ts'
import { type Made, makeAll, makeMerged, makeWithdrawn } from '../make.ts'
import { createDice, type Dice } from '../random.ts'
import { COUNTS, createRecords } from './records.ts'

/**
 * Fills a database with records that tie, lack values, hold odd texts and edges of dates and numbers, are revised,
 * withdrawn and merged. The same rows for the same seed, to the millisecond.
 */
export async function makeData(db: Database, seed: number): Promise<void> {
  const dice = createDice(seed)
  const records = createRecords(dice)
  const made = new Map<NodeKind, Made[]>()
  for (const kind of NODE_KINDS) made.set(kind, await makeAll(db, kind, records(kind)))
  // Once more, so that records refer to later ones too, and have revisions.
  for (const kind of NODE_KINDS)
    await makeAll(
      db,
      kind,
      records(kind).filter(() => dice.chance(0.5)),
    )
  for (const kind of NODE_KINDS) await endSome(db, dice, kind, made.get(kind) ?? [])
  await putEdges(db)
  await putTimes(db)
}

/** Withdraws and merges some records, with a revision and without. */
async function endSome(db: Database, dice: Dice, kind: NodeKind, made: readonly Made[]): Promise<void> {
  const table = TABLES[kind]
  for (const one of made) {
    const into = made[dice.below(made.length)]
    const fate = dice.below(24)
    if (fate === 0) await changeToWithdrawn(db, kind, one)
    else if (fate === 1) await makeWithdrawn(db, table, one, 'a "reason" \\ 🙂')
    else if (fate === 2 && into && into !== one) await changeToMerged(db, kind, one, into)
    else if (fate === 3 && into && into !== one) await makeMerged(db, table, one, into)
  }
}

/** What no record can say. */
async function putEdges({ kysely }: Database): Promise<void> {
  await sql`update claim_figure set low = '-0' where low = 0`.execute(kysely)
  await sql`update article set note = ${'\u0001\u001f\u007f\b\f'} where id % 7 = 0`.execute(kysely)
  await sql`update place set latitude = 5e-324, longitude = -180 where id % 5 = 0`.execute(kysely)
}

/** Few instants, so that lists by time have ties; fixed, so that a seed gives the same cursors again. */
async function putTimes(db: Database): Promise<void> {
  for (const kind of NODE_KINDS) {
    await sql`update ${sql.table(TABLES[kind])} set
      created_at = '2024-01-01T00:00:00Z'::timestamptz + id % ${Math.ceil(COUNTS[kind] / 3)} * interval '0.25 s',
      updated_at = '2024-02-01T00:00:00Z'::timestamptz + id % 5 * interval '0.123 s',
      withdrawn_at = '2024-03-01T12:34:56.789Z'::timestamptz + (withdrawn_at - withdrawn_at)`.execute(
      db.kysely,
    )
  }
  await rewriteHistory(
    db,
    sql`update revision set at = '2024-01-01T00:00:00Z'::timestamptz + id % 9 * interval '0.5 s'`,
  )
}

const TABLES: Record<NodeKind, NodeTable> = {
  Outlet: 'outlet',
  Author: 'author',
  Subject: 'subject',
  Article: 'article',
  Party: 'party',
  Place: 'place',
  Event: 'event',
  Claim: 'claim',
  Review: 'review',
}
