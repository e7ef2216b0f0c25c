import { type Job, type Lanes, statement } from './lanes.ts'

/** Exists while a load is under way, or was broken off. */
export const SCRATCH_SCHEMA = 'bench_load'

/** Every insert looks into feed_entry's indexes, and the history is small against what they cost. */
const KEPT = ['feed_entry', 'revision']

/**
 * Drops the foreign keys and all indexes that are no constraint, to be made again over the loaded rows at a
 * fraction of the price. Their definitions are kept in the scratch schema. Check, key and unique constraints stay.
 */
export async function putAside(lanes: Lanes): Promise<void> {
  await lanes.query(`create schema ${SCRATCH_SCHEMA}`)
  await lanes.query(`create table ${SCRATCH_SCHEMA}.put_aside as ${FOREIGN_KEYS} union all ${INDEXES}`)
  const drops = await lanes.query<{ undo: string }>(`select undo from ${SCRATCH_SCHEMA}.put_aside`)
  for (const { undo } of drops) await lanes.query(undo)
}

/** Makes the indexes again, the longest work first. */
export async function indexJobs(lanes: Lanes): Promise<Job[]> {
  const rows = await lanes.query<{ make: string }>(
    `select make from ${SCRATCH_SCHEMA}.put_aside where kind = 'index'
     order by make like '%gin_trgm_ops%' desc, make like '%USING gin%' desc, pg_relation_size(relation) desc`,
  )
  return rows.map(({ make }) => statement(make))
}

/** Makes the foreign keys again, each of which looks at every row. */
export async function foreignKeyJobs(lanes: Lanes): Promise<Job[]> {
  const rows = await lanes.query<{ make: string }>(
    `select make from ${SCRATCH_SCHEMA}.put_aside where kind = 'foreign key' order by make`,
  )
  return rows.map(({ make }) => statement(make))
}

/** Ends the load: from here on the database counts as whole. */
export async function forgetPutAside(lanes: Lanes): Promise<void> {
  await lanes.query(`drop schema ${SCRATCH_SCHEMA} cascade`)
}

const FOREIGN_KEYS = `
  select 'foreign key' as kind, conrelid::regclass as relation,
    format('alter table %s drop constraint %I', conrelid::regclass, conname) as undo,
    format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make
  from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`

const INDEXES = `
  select 'index', indrelid::regclass, format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
  from pg_index join pg_class on pg_class.oid = indrelid
  where relnamespace = 'public'::regnamespace and relname <> all ('{${KEPT.join()}}')
    and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))`
