import { type Lanes, statement } from './lanes.ts'

/** Lets the identities go on behind the ids that were given, and vacuums: pages marked visible, statistics made. */
export async function settle(lanes: Lanes): Promise<void> {
  for (const { table } of await lanes.query<{ table: string }>(WITH_GIVEN_IDS)) {
    await lanes.query(`select setval(pg_get_serial_sequence('${table}', 'id'), max(id)) from ${table}`)
  }
  const tables = await findTables(lanes)
  await lanes.share(tables.map(({ table }) => statement(`vacuum (analyze) ${table}`)))
}

export interface TableSize {
  table: string
  rows: number
  /** With its indexes. */
  bytes: number
  indexBytes: number
}

/** Every table and its size, the greatest first. */
export async function findTables(lanes: Pick<Lanes, 'query'>): Promise<Omit<TableSize, 'rows'>[]> {
  const rows = await lanes.query<{ table: string; bytes: string; index_bytes: string }>(`
    select oid::regclass::text as table, pg_total_relation_size(oid) as bytes, pg_indexes_size(oid) as index_bytes
    from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely%'
    order by pg_total_relation_size(oid) desc`)
  return rows.map(({ table, bytes, index_bytes }) => ({
    table,
    bytes: Number(bytes),
    indexBytes: Number(index_bytes),
  }))
}

/** The tables whose ids are given out in order unless a row brings its own, as the rows of a load do. */
const WITH_GIVEN_IDS = `
  select attrelid::regclass::text as table from pg_attribute
  where attname = 'id' and attidentity = 'd' and not attisdropped
    and (select relnamespace from pg_class where oid = attrelid) = 'public'::regnamespace`
