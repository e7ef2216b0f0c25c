import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import { Conflict, type NodeKey, NotFound } from './conflict.ts'
import { NOUNS } from './nouns.ts'

/** What every node has, as it stands. */
export interface NodeRow {
  id: string
  slug: string
  revision: number
  withdrawn_at: string | null
  merged_into: string | null
}

/** What a caller expects of the node that it changes. */
export interface Expecting {
  /** The revision that it has read; null or absent where any will do. */
  expectedRevision: unknown
  actor: string
}

/** A node as it stands; `field` of the input names it. Throws NotFound. */
export const findNode = (trx: Transaction<Tables>, node: NodeKey, field = 'id'): Promise<NodeRow> =>
  readNode(trx, node, field, sql``)

/** The same, locked against other writers. Throws NotFound, and Conflict for one that was merged into another. */
export const lockNode = async (trx: Transaction<Tables>, node: NodeKey, field = 'id'): Promise<NodeRow> =>
  standing(node, field, await readNode(trx, node, field, sql`for no key update`))

async function readNode(
  trx: Transaction<Tables>,
  { kind, id }: NodeKey,
  field: string,
  lock: RawBuilder<unknown>,
): Promise<NodeRow> {
  const { rows } = await sql<NodeRow>`
    select id, slug, revision, withdrawn_at, merged_into from ${sql.table(NOUNS[kind].table)}
    where id = ${id} ${lock}
  `.execute(trx)
  const [row] = rows
  if (!row) throw new NotFound(`There is no ${kind} with this id.`, field)
  return row
}

/** Throws Conflict where the node is a duplicate that was merged. */
export function standing({ kind }: NodeKey, field: string, row: NodeRow): NodeRow {
  if (row.merged_into === null) return row
  const message = `The ${kind} “${row.slug}” was merged into another.`
  throw new Conflict('MERGED', message, { kind, id: row.merged_into }, field)
}

/** Throws Conflict where a revision is expected, and it is not the one that a write started from. */
export function refuseStale(before: number, expected: unknown, node: NodeKey): void {
  if (expected == null || expected === before) return
  const message = `The record is at revision ${before}, not at ${expected}: read it anew.`
  throw new Conflict('REVISION_CONFLICT', message, node, 'expectedRevision')
}
