import type { Copier } from '../database.ts'
import { DumpFault } from './fault.ts'
import { type DumpHead, quoted } from './format.ts'
import { findMigrations, findTables } from './tables.ts'

/** Throws DumpFault where the dump is of another schema than the database. */
export async function refuseOther(copier: Copier, { migrations, tables }: DumpHead): Promise<void> {
  const here = await findMigrations(copier)
  const missing = migrations.filter((name) => !here.includes(name))
  if (missing.length > 0) {
    throw new DumpFault(
      'DUMP_NEWER',
      `The dump has ${missing.join(', ')}, which this database lacks: restore it with the release that wrote it, or a later one`,
    )
  }
  const later = here.filter((name) => !migrations.includes(name))
  if (later.length > 0) {
    throw new DumpFault(
      'DUMP_OLDER',
      `The dump is from before ${later.join(', ')}: restore it with the release that wrote it, then run migrate of this one`,
    )
  }
  if (JSON.stringify(await findTables(copier)) !== JSON.stringify(tables)) {
    throw new DumpFault('DUMP_REFUSED', 'The tables of the dump are not those of this database')
  }
}

/** Throws DumpFault where any table holds a row, but the feed's head where it has numbered none. */
export async function refuseFilled(copier: Copier, { tables }: DumpHead): Promise<void> {
  for (const { name } of tables) {
    const anything = name === 'feed_head' ? 'where seq > 0' : ''
    const [row] = await copier.query(`select from ${quoted(name)} ${anything} limit 1`)
    if (!row) continue
    throw new DumpFault(
      'NOT_EMPTY',
      `The database is not empty: ${name} has rows. A dump is restored into a new database alone`,
    )
  }
}

/** What PostgreSQL says against a row, as DumpFault; any other error as it is. */
export function refusedOr(error: unknown, table: string): unknown {
  if (error instanceof SyntaxError) {
    return new DumpFault('DUMP_REFUSED', `A row of ${table} is none: ${error.message}`, { cause: error })
  }
  const isOfRow = error instanceof Error && 'code' in error && /^2[23][0-9A-Z]{3}$/.test(String(error.code))
  if (!isOfRow) return error
  return new DumpFault('DUMP_REFUSED', `A row of ${table} is refused: ${error.message}`, { cause: error })
}
