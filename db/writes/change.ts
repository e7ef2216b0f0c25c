import { sql, type Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import type { CHANGE_ACTIONS } from '../vocabulary.ts'
import { listFields, ownColumns } from './draft.ts'
import type { List, Noun } from './shape.ts'

export interface Change {
  id: string
  action: (typeof CHANGE_ACTIONS)[number]
}

/**
 * Writes a revision and a feed entry for each change, in their order: every write of a node ends here, in its
 * own transaction and after its last statement, once a node. A revision's state is the whole node as it is
 * now: its columns but for the book-keeping ones, and each of its lists in order. All three are of one instant:
 * a change's is read from the clock under the rows' locks, so that the revisions of a node are in the order of
 * their times; a new node's is that of its row.
 */
export async function recordChanges(
  trx: Transaction<Tables>,
  noun: Noun,
  changes: readonly Change[],
  actor: string,
): Promise<void> {
  if (changes.length === 0) return
  await raiseRevisions(trx, noun, changes)
  const ids = changes.map(({ id }) => id)
  const actions = changes.map(({ action }) => action)
  await sql`
    with changed as materialized (
      select nth, node.id, node.revision, node.updated_at as at, action, ${stateOf(noun)} as state
      from unnest(${ids}::bigint[], ${actions}::text[]) with ordinality as change(id, action, nth)
      join ${sql.table(noun.table)} node on node.id = change.id),
    revised as (
      insert into revision (kind, node_id, revision, action, at, actor, state)
      select ${noun.kind}, id, revision, action, at, ${actor}, state from changed order by nth)
    insert into feed_entry (kind, node_id, revision, action, at)
    select ${noun.kind}, id, revision, action, at from changed order by nth
  `.execute(trx)
}

/** A new node has revision 1 already. */
async function raiseRevisions(
  trx: Transaction<Tables>,
  noun: Noun,
  changes: readonly Change[],
): Promise<void> {
  const ids = changes.flatMap(({ id, action }) => (action === 'CREATED' ? [] : [id]))
  if (ids.length === 0) return
  await sql`
    update ${sql.table(noun.table)} set revision = revision + 1, updated_at = greatest(updated_at, clock.time)
    from (select date_trunc('milliseconds', clock_timestamp()) as time) clock
    where id = any(${ids}::bigint[])
  `.execute(trx)
}

const KEPT_COLUMNS = ['slug', 'withdrawn_at', 'withdrawn_reason', 'merged_into']

function stateOf(noun: Noun) {
  const columns = [...KEPT_COLUMNS, ...Object.keys(ownColumns(noun))]
  const lists = Object.entries(listFields(noun)).map(
    ([name, list]) => sql`${sql.lit(snakeCase(name))}, (${itemsOf(list)})`,
  )
  return sql`
    (select to_jsonb(own) from (select ${sql.join(columns.map((column) => sql.ref(`node.${column}`)))}) own)
    || jsonb_build_object(${sql.join(lists)})`
}

function itemsOf(list: List) {
  const columns = [...(list.keepsIds ? ['id'] : []), ...Object.keys(list.columns)]
  const item = columns.map((column) => sql`${sql.lit(column)}, ${sql.ref(`item.${column}`)}`)
  return sql`
    select coalesce(jsonb_agg(jsonb_build_object(${sql.join(item)}) order by item.position), '[]')
    from ${sql.table(list.table)} item where ${sql.ref(`item.${list.owner}`)} = node.id`
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
