import { sql, type Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import { readRecord } from './draft.ts'
import type { Noun, Problem } from './shape.ts'

/** Completes a problem of code DUPLICATE by the node that has the values already, where the record tells them. */
export async function nameDuplicate(
  trx: Transaction<Tables>,
  noun: Noun,
  record: object,
  problem: Problem,
): Promise<Problem> {
  const columns = noun.unique?.[problem.field]
  if (problem.code !== 'DUPLICATE' || columns === undefined) return problem
  const { row } = readRecord(noun, record)
  if (!columns.every((column) => row[column] != null)) return problem
  const same = columns.map((column) => sql`${sql.id(column)} = ${row[column]}`)
  const { rows } = await sql<{ id: string; slug: string }>`
    select id, slug from ${sql.table(noun.table)} where ${sql.join(same, sql` and `)}
  `.execute(trx)
  const [other] = rows
  if (!other) return problem
  return { ...problem, message: `${problem.message} Its slug is “${other.slug}”.`, node: other.id }
}
