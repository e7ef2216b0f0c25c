import { sql } from 'kysely'
import type { Database } from '../../../db/database.ts'
import type { AnyRecord } from '../../../db/records.ts'
import { NODE_KINDS, type NodeKind } from '../../../db/vocabulary.ts'
import { type Outcome, saveRecords } from '../../../db/writes/save.ts'
import { inTransaction } from '../../../db/writes/transaction.ts'

/** Saves records of one noun in a transaction of their own. */
export const save = (db: Database, kind: NodeKind, ...records: object[]): Promise<Outcome[]> =>
  inTransaction(db.kysely, (trx) => saveRecords(trx, kind, records, 'test'))

/** Saves records of several nouns, in the order of the nouns; fails when one is refused. */
export async function saveAll(db: Database, records: readonly AnyRecord[]): Promise<void> {
  for (const kind of NODE_KINDS) {
    const outcomes = await save(db, kind, ...records.filter(({ record }) => record === kind))
    const refused = outcomes.filter(({ result }) => result === 'REFUSED')
    if (refused.length > 0) throw new Error(JSON.stringify(refused))
  }
}

export const resultsOf = (outcomes: readonly Outcome[]) => outcomes.map(({ result }) => result)

/** Field and code of every problem, in order. */
export const problemsOf = (outcomes: readonly Outcome[]): string[] =>
  outcomes.flatMap((outcome) =>
    outcome.result === 'REFUSED' ? outcome.problems.map(({ field, code }) => `${field} ${code}`) : [],
  )

/** The rows that a query returns. */
export async function query<Row = Record<string, unknown>>(db: Database, text: string): Promise<Row[]> {
  const { rows } = await sql.raw<Row>(text).execute(db.kysely)
  return rows
}

/** The version of every row of every table of the model: different as soon as one row is written. */
export async function rowVersions(db: Database): Promise<string> {
  const tables = await query<{ name: string }>(
    db,
    `select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%' order by 1`,
  )
  const versions = []
  for (const { name } of tables) {
    versions.push(...(await query(db, `select '${name}' as name, ctid, xmin from ${name} order by ctid`)))
  }
  return JSON.stringify(versions)
}
