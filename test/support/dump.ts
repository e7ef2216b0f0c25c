import { sql } from 'kysely'
import { writeDump } from '../../db/backup/write.ts'
import type { Database } from '../../db/database.ts'

/** A dump of a database, in memory. */
export async function dumpOf(database: Database): Promise<string> {
  const pieces: Buffer[] = []
  await writeDump(database, async (piece) => {
    pieces.push(Buffer.from(piece))
  })
  return Buffer.concat(pieces).toString()
}

/** Gives a dump from its beginning, in pieces of sizes that cut lines and characters. */
export const opening =
  (dump: string | Buffer, pieceBytes = 1_009) =>
  async () =>
    (async function* () {
      const bytes = Buffer.from(dump)
      for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
    })()

/** Every row of every table as PostgreSQL prints it, those of generated columns too; each table in an order of its own. */
export async function everything({ kysely }: Database): Promise<Record<string, string[]>> {
  const { rows: tables } = await sql<{ name: string }>`select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`.execute(kysely)
  const found: Record<string, string[]> = {}
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.table(name)} t order by t::text collate "C"`.execute(kysely)
    found[name] = rows.map(({ row }) => row)
  }
  return found
}
