import { sql, type Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import { listFields } from './draft.ts'
import type { Draft, List, Noun, Row } from './shape.ts'

/**
 * Stores the lists that drafts give, and returns the ids of the nodes that had other ones: at most three
 * statements a list, however many drafts there are. `created` are ids of nodes that have no list yet.
 */
export async function putLists(
  trx: Transaction<Tables>,
  noun: Noun,
  drafts: readonly Draft[],
  created: ReadonlySet<string>,
): Promise<Set<string>> {
  const changed = new Set<string>()
  for (const [name, list] of Object.entries(listFields(noun))) {
    const [fresh, given] = [new Map<string, Row[]>(), new Map<string, Row[]>()]
    for (const { id, lists } of drafts) {
      const rows = lists.get(name)
      if (id === null || rows === undefined) continue
      const items = list.unique ? distinctItems(list, rows) : rows
      const owned = items.map((row, position) => ({ ...row, position, [list.owner]: id }))
      ;(created.has(id) ? fresh : given).set(id, owned)
    }
    await insertItems(trx, list, [...fresh.values()].flat())
    const replaced = list.keepsIds ? await mergeItems(trx, list, given) : await replaceItems(trx, list, given)
    for (const id of replaced) changed.add(id)
  }
  return changed
}

/** Items that are one, since two names led to one node: in the place of the first, with what is marked in either. */
export function distinctItems(list: List, rows: readonly Row[]): Row[] {
  const columns = list.unique ?? Object.keys(list.columns)
  const kept = new Map<string, Row>()
  for (const row of rows) {
    const key = JSON.stringify(columns.map((column) => row[column]))
    const same = kept.get(key)
    const marks = Object.entries(row).filter(([, value]) => value === true)
    kept.set(key, same ? { ...same, ...Object.fromEntries(marks) } : row)
  }
  return [...kept.values()]
}

async function insertItems(trx: Transaction<Tables>, list: List, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  const columns = sql.join(columnsOf(list))
  await sql`
    insert into ${sql.table(list.table)} (${columns}) select ${columns} from ${populate(list, rows)} given
  `.execute(trx)
}

/** Empties the lists that differ and writes them anew: in place, an exchange of two items would be a double. */
export async function replaceItems(
  trx: Transaction<Tables>,
  list: List,
  given: ReadonlyMap<string, Row[]>,
): Promise<string[]> {
  if (given.size === 0) return []
  const columns = sql.join(columnsOf(list))
  const owner = sql.id(list.owner)
  const { rows } = await sql<{ owner: string }>`
    with stored as (
      select ${columns} from ${sql.table(list.table)} where ${owner} = any(${[...given.keys()]}::bigint[])),
    wanted as (select ${columns} from ${populate(list, [...given.values()].flat())} given),
    differing as (
      select ${owner} from (table stored except table wanted) gone
      union select ${owner} from (table wanted except table stored) added),
    emptied as (
      delete from ${sql.table(list.table)} item using differing where item.${owner} = differing.${owner})
    select ${owner} as owner from differing
  `.execute(trx)
  const owners = rows.map((row) => row.owner)
  await insertItems(
    trx,
    list,
    owners.flatMap((id) => given.get(id) ?? []),
  )
  return owners
}

/** Changes items in place, by position. Throws the database's error when one that is referred to would go. */
async function mergeItems(
  trx: Transaction<Tables>,
  list: List,
  given: ReadonlyMap<string, Row[]>,
): Promise<string[]> {
  if (given.size === 0) return []
  const [table, owner] = [sql.table(list.table), sql.id(list.owner)]
  const own = (alias: string, columns: readonly string[]) =>
    sql.join(columns.map((column) => sql.ref(`${alias}.${column}`)))
  const columns = Object.keys(list.columns)
  const isSame = sql`item.${owner} = wanted.${owner} and item.position = wanted.position`
  const { rows } = await sql<{ owner: string }>`
    with wanted as materialized (select * from ${populate(list, [...given.values()].flat())}),
    gone as (
      delete from ${table} item
      where ${owner} = any(${[...given.keys()]}::bigint[]) and not exists (select from wanted where ${isSame})
      returning ${owner}),
    changed as (
      update ${table} item
      set ${sql.join(columns.map((column) => sql`${sql.id(column)} = wanted.${sql.id(column)}`))}
      from wanted
      where ${isSame} and (${own('item', columns)}) is distinct from (${own('wanted', columns)})
      returning item.${owner}),
    added as (
      insert into ${table} (${sql.join(columnsOf(list))})
      select ${own('wanted', ['position', list.owner, ...columns])} from wanted
      where not exists (select from ${table} item where ${isSame})
      returning ${owner})
    select ${owner} as owner from gone
    union select ${owner} from changed
    union select ${owner} from added
  `.execute(trx)
  return rows.map((row) => row.owner)
}

const columnsOf = (list: List) =>
  ['position', list.owner, ...Object.keys(list.columns)].map((column) => sql.id(column))

const populate = (list: List, rows: readonly Row[]) =>
  sql`json_populate_recordset(null::${sql.table(list.table)}, ${JSON.stringify(rows)}::json)`
