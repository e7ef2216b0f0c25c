import type { Copier } from '../database.ts'

/** A table and the columns that are copied: all but the generated ones, which PostgreSQL computes again. */
export interface DumpTable {
  name: string
  columns: string[]
}

/**
 * Every table but those of the migrations, each behind those that it refers to, so that a restore meets every reference.
 * From the catalogue, not a list: a table that a later migration adds cannot be forgotten.
 */
export async function findTables(copier: Copier): Promise<DumpTable[]> {
  const tables = await findColumns(copier)
  const references = (await copier.query(REFERENCES)).map(([of, to]) => ({ of: String(of), to: String(to) }))
  const ordered: DumpTable[] = []
  let left = tables
  while (left.length > 0) {
    const waits = new Set(left.map(({ name }) => name))
    const next = left.filter(({ name }) => !references.some(({ of, to }) => of === name && waits.has(to)))
    if (next.length === 0) throw new Error(`Tables refer to each other: ${[...waits].join(', ')}`)
    ordered.push(...next)
    left = left.filter((table) => !next.includes(table))
  }
  return ordered
}

/** The migrations that the database has, in their order. */
export const findMigrations = async (copier: Copier): Promise<string[]> =>
  (await copier.query('select name from kysely_migration order by name collate "C"')).map(([name]) =>
    String(name),
  )

async function findColumns(copier: Copier): Promise<DumpTable[]> {
  const tables: DumpTable[] = []
  for (const [table, column] of await copier.query(COLUMNS)) {
    const last = tables.at(-1)
    if (last && last.name === table) last.columns.push(String(column))
    else tables.push({ name: String(table), columns: [String(column)] })
  }
  return tables
}

const COLUMNS = `select relname, attname from pg_class join pg_attribute on attrelid = pg_class.oid
  where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and relname not like 'kysely\\_%'
    and attnum > 0 and not attisdropped and attgenerated = ''
  order by relname collate "C", attnum`

/** A table's references to itself are met when its last row is there. */
const REFERENCES = `select distinct own.relname, other.relname from pg_constraint
  join pg_class own on own.oid = conrelid join pg_class other on other.oid = confrelid
  where contype = 'f' and conrelid <> confrelid and connamespace = current_schema()::regnamespace`
