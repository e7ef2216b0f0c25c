import { sql, type Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import { ownColumns } from './draft.ts'
import type { Draft, Noun } from './shape.ts'

type Ids = Map<string, string>

/** The ids of stored nodes by slug, without a lock. */
export async function findIds(
  trx: Transaction<Tables>,
  table: Noun['table'],
  slugs: readonly string[],
): Promise<Ids> {
  const { rows } = await sql<Key>`
    select id, slug from ${sql.table(table)} where slug = any(${[...new Set(slugs)]})
  `.execute(trx)
  return idsBySlug(rows)
}

/** The ids of the nodes that slugs lead to: for a duplicate, of the node that it was merged into. */
export async function findTargets(
  trx: Transaction<Tables>,
  table: Noun['table'],
  slugs: readonly string[],
): Promise<Ids> {
  const { rows } = await sql<Key>`
    select coalesce(merged_into, id) as id, slug from ${sql.table(table)}
    where slug = any(${[...new Set(slugs)]})
  `.execute(trx)
  return idsBySlug(rows)
}

/**
 * Inserts the rows of new nodes and returns the ids of those inserted: a slug that another transaction has
 * taken meanwhile is left out, after that one has ended.
 *
 * Ids follow the order of the records, while the rows go in by slug. That is the order in which lockRows
 * takes its locks too, and all writers insert before they lock, so that no two wait for each other.
 */
export async function insertRows(
  trx: Transaction<Tables>,
  noun: Noun,
  drafts: readonly Draft[],
): Promise<Ids> {
  if (drafts.length === 0) return new Map()
  const defaults = ownColumns(noun)
  const columns = [sql.id('slug'), ...Object.keys(defaults).map((column) => sql.id(column))]
  const rows = drafts.map(({ slug, row }) => ({ slug, ...defaults, ...row }))
  const { rows: inserted } = await sql<Key>`
    with incoming as materialized (
      select nextval(pg_get_serial_sequence(${noun.table}, 'id')) as new_id, given.*
      from json_populate_recordset(null::${sql.table(noun.table)}, ${JSON.stringify(rows)}::json) given)
    insert into ${sql.table(noun.table)} (id, ${sql.join(columns)})
    select new_id, ${sql.join(columns)} from incoming order by slug collate "C"
    on conflict (slug) do nothing
    returning id, slug
  `.execute(trx)
  return idsBySlug(inserted)
}

/** Locks stored rows by slug against other writers, and returns their ids and whether they were merged away. */
export async function lockRows(
  trx: Transaction<Tables>,
  noun: Noun,
  slugs: readonly string[],
): Promise<Map<string, { id: string; isMerged: boolean }>> {
  if (slugs.length === 0) return new Map()
  const { rows } = await sql<Key & { isMerged: boolean }>`
    select id, slug, merged_into is not null as "isMerged" from ${sql.table(noun.table)}
    where slug = any(${slugs})
    order by slug collate "C" for no key update
  `.execute(trx)
  return new Map(rows.map(({ slug, id, isMerged }) => [slug, { id, isMerged }]))
}

/**
 * Puts the columns that drafts give into their rows, and returns by id the columns whose value is another now.
 * Values are compared as PostgreSQL stores them; a row in which none differs is not written.
 */
export async function updateRows(
  trx: Transaction<Tables>,
  noun: Noun,
  drafts: readonly Draft[],
): Promise<Map<string, string[]>> {
  if (drafts.length === 0) return new Map()
  const columns = Object.keys(ownColumns(noun))
  const patches = drafts.map(({ id, row }) => ({ id, patch: row }))
  const differing = columns.map(
    (column) =>
      sql`case when stored.${sql.id(column)} is distinct from given.${sql.id(column)} then ${sql.lit(column)} end`,
  )
  const { rows } = await sql<{ id: string; changed: string[] }>`
    with wanted as (
      select stored.id as stored_id, array_remove(array[${sql.join(differing)}], null) as changed, given.*
      from json_to_recordset(${JSON.stringify(patches)}::json) as incoming(id bigint, patch jsonb)
      join ${sql.table(noun.table)} stored on stored.id = incoming.id
      cross join lateral jsonb_populate_record(stored, incoming.patch) given)
    update ${sql.table(noun.table)} node
    set ${sql.join(columns.map((column) => sql`${sql.id(column)} = wanted.${sql.id(column)}`))}
    from wanted
    where node.id = wanted.stored_id and wanted.changed <> '{}'
    returning node.id, wanted.changed
  `.execute(trx)
  return new Map(rows.map(({ id, changed }) => [id, changed]))
}

interface Key {
  id: string
  slug: string
}

const idsBySlug = (rows: readonly Key[]): Ids => new Map(rows.map(({ id, slug }) => [slug, id]))
