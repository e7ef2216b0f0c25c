import { sql, type Transaction } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { NodeKind } from '../../db/vocabulary.ts'
import { NotFound } from '../../db/writes/conflict.ts'
import { type NodeRow, refuseMerged, refuseStale, type Written } from '../../db/writes/node-row.ts'
import { saveRecords } from '../../db/writes/save.ts'
import { rowId } from '../sql/comparators.ts'
import type { TableType } from '../sql/index.ts'
import { refuse } from './refuse.ts'

/** A correction of one record. */
interface Update {
  /** Global id. */
  id: unknown
  patch: Readonly<Record<string, unknown>>
  /** The revision that the author had read; null or absent writes over any. */
  expectedRevision: unknown
  actor: string
}

/** Changes one record. Throws Refused, NotFound and Conflict. */
export async function updateRecord(
  trx: Transaction<Tables>,
  type: TableType,
  kind: NodeKind,
  { id, patch, expectedRevision, actor }: Update,
): Promise<Written> {
  const { slug, ...found } = await findNode(trx, type, rowId(id, kind))
  const node = { kind, id: found.id }
  refuseMerged(node, found)
  const [outcome] = await saveRecords(trx, kind, [{ ...patch, slug }], actor)
  if (outcome?.result === 'REFUSED') refuse(kind, outcome.problems, ['input'])
  // The save has locked the row: what it is at now is what this write came to.
  const { revision } = await findNode(trx, type, found.id)
  refuseStale(outcome?.result === 'REVISED' ? revision - 1 : revision, expectedRevision, node)
  return { ...node, revision }
}

type Found = Pick<NodeRow, 'id' | 'slug' | 'revision' | 'merged_into'>

async function findNode(trx: Transaction<Tables>, type: TableType, id: string | null): Promise<Found> {
  const { rows } = await sql<Found>`
    select id, slug, revision, merged_into from ${sql.table(type.table)} where id = ${id}
  `.execute(trx)
  const [row] = rows
  if (!row) throw new NotFound(`There is no ${type.name} with this id.`)
  return row
}
