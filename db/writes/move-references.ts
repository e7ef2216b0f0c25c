import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import type { NodeKind } from '../vocabulary.ts'
import { columnFields, listFields } from './draft.ts'
import { distinctItems, replaceItems } from './lists.ts'
import { NOUNS } from './nouns.ts'
import type { List, Noun, Row } from './shape.ts'

/** The nodes that changed, by kind. */
export type Changed = Map<NodeKind, Set<string>>

/** Makes what refers to one node refer to another of its kind; returns the nodes that this changed. */
export async function moveReferences(
  trx: Transaction<Tables>,
  kind: NodeKind,
  from: string,
  into: string,
): Promise<Changed> {
  const changed: Changed = new Map()
  for (const noun of Object.values(NOUNS)) {
    const ids = new Set<string>()
    for (const field of Object.values(columnFields(noun))) {
      const [column] = field.refers === kind ? Object.keys(field.columns) : []
      if (column) for (const id of await moveColumn(trx, noun, column, kind, from, into)) ids.add(id)
    }
    for (const list of Object.values(listFields(noun))) {
      for (const id of await moveItems(trx, noun, list, kind, from, into)) ids.add(id)
    }
    if (ids.size > 0) changed.set(noun.kind, ids)
  }
  return changed
}

async function moveColumn(
  trx: Transaction<Tables>,
  noun: Noun,
  column: string,
  kind: NodeKind,
  from: string,
  into: string,
): Promise<string[]> {
  // What would refer to itself refers to nothing.
  const moved = noun.kind === kind ? sql`nullif(${into}::bigint, id)` : sql`${into}::bigint`
  const { rows } = await sql<{ id: string }>`
    update ${sql.table(noun.table)} set ${sql.id(column)} = ${moved}
    where ${sql.id(column)} = ${from} returning id
  `.execute(trx)
  return rows.map(({ id }) => id)
}

/** The columns of a list in which ids of a kind stand. */
const columnsTo = (list: List, kind: NodeKind): string[] => [
  ...(list.refers === kind ? Object.keys(list.columns).slice(0, 1) : []),
  ...Object.values(list.fields ?? {}).flatMap((field) =>
    field.refers === kind ? Object.keys(field.columns) : [],
  ),
]

async function moveItems(
  trx: Transaction<Tables>,
  noun: Noun,
  list: List,
  kind: NodeKind,
  from: string,
  into: string,
): Promise<string[]> {
  const columns = columnsTo(list, kind)
  if (columns.length === 0) return []
  // How a claim stands to others goes over to the one that stays.
  const isOwn = noun.kind === kind
  const owners = sql`select ${sql.id(list.owner)} from ${sql.table(list.table)}
    where ${sql.join(
      columns.map((column) => sql`${sql.id(column)} = ${from}`),
      sql` or `,
    )}`
  await lockOwners(trx, noun, owners)
  const own = isOwn ? sql` or ${sql.id(list.owner)} in (${from}, ${into})` : sql``
  const { rows } = await sql<Row>`
    select * from ${sql.table(list.table)} where ${sql.id(list.owner)} in (${owners})${own}
    order by ${sql.id(list.owner)}, position
  `.execute(trx)
  const lists = Map.groupBy(
    rows.map((row) => renamed(row, isOwn ? [...columns, list.owner] : columns, from, into)),
    (row) => String(row[list.owner]),
  )
  if (isOwn && rows.some((row) => String(row[list.owner]) === from)) lists.set(from, [])
  const wanted = [...lists].map(
    ([owner, items]) => [owner, distinct(list, isOwn ? columns : [], owner, items)] as const,
  )
  return replaceItems(trx, list, new Map(wanted))
}

/** Against those who withdraw them meanwhile. */
async function lockOwners(trx: Transaction<Tables>, noun: Noun, owners: RawBuilder<unknown>): Promise<void> {
  await sql`
    select from ${sql.table(noun.table)} where id in (${owners}) order by slug collate "C" for no key update
  `.execute(trx)
}

const renamed = (row: Row, columns: readonly string[], from: string, into: string): Row => ({
  ...row,
  ...Object.fromEntries(
    columns.map((column) => [column, row[column] === from ? into : (row[column] ?? null)]),
  ),
})

/** Items without what has become one with another, or leads by `back` to its owner; places are numbered anew. */
const distinct = (list: List, back: readonly string[], owner: string, items: readonly Row[]): Row[] =>
  distinctItems(
    list,
    items.filter((item) => !back.some((column) => item[column] === owner)),
  ).map((item, position) => ({ ...item, position }))
