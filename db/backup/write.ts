import { createHash } from 'node:crypto'
import type { Copier, Database } from '../database.ts'
import { type DumpHead, FORMAT, lineOf, type Manifest, quoted } from './format.ts'
import { type DumpTable, findMigrations, findTables } from './tables.ts'

/** How far a dump or a restore has come. */
export interface Progress {
  table: string
  rows: number
}

/**
 * Writes everything that the database holds, of one snapshot, a piece at a time to `write`, which resolves when it takes
 * more. Keeps no more than a piece in memory, and locks out nobody but migrations. Returns the manifest, which it has written too.
 * A database without the schema throws as PostgreSQL does.
 */
export async function writeDump(
  database: Database,
  write: (piece: string | Uint8Array) => Promise<void>,
  onProgress: (progress: Progress) => void = () => {},
): Promise<Manifest> {
  const hash = createHash('sha256')
  const put = async (piece: string | Uint8Array) => {
    hash.update(piece)
    await write(piece)
  }
  return database.copying('begin isolation level repeatable read, read only', async (copier) => {
    await setPrinting(copier)
    const head = await findHead(copier)
    await put(lineOf(head))
    const rows: Record<string, number> = {}
    let total = 0
    for (const table of head.tables) {
      await put(lineOf({ table: table.name }))
      let ofTable = 0
      for await (const piece of copier.copyOut(rowsOf(table))) {
        if (!Buffer.isBuffer(piece)) throw new TypeError('A copy gives bytes.')
        ofTable += countLines(piece)
        await put(piece)
        onProgress({ table: table.name, rows: total + ofTable })
      }
      rows[table.name] = ofTable
      total += ofTable
    }
    await put(lineOf({ sequences: await findSequences(copier) }))
    const manifest = { rows, sha256: hash.digest('hex') }
    await write(lineOf({ end: manifest }))
    return manifest
  })
}

/** Values print alike wherever they are read again. */
export async function setPrinting(copier: Copier): Promise<void> {
  for (const setting of ["timezone = 'UTC'", "datestyle = 'ISO, YMD'", "bytea_output = 'hex'"]) {
    await copier.query(`set local ${setting}`)
  }
  // Behind a pooler they cannot be asked for by the connection.
  await copier.query('set local statement_timeout = 0')
}

async function findHead(copier: Copier): Promise<DumpHead> {
  const [[at, feedSeq] = []] = await copier.query("select to_json(now()) #>> '{}', seq from feed_head")
  return {
    dateline: 'dump',
    format: FORMAT,
    at: String(at),
    feedSeq: String(feedSeq),
    migrations: await findMigrations(copier),
    tables: await findTables(copier),
  }
}

/** JSON holds no control characters: with these marks CSV leaves its lines as they are. */
const rowsOf = ({ name, columns }: DumpTable) =>
  `copy (select array_to_json(array[${columns.map((column) => `${quoted(column)}::text`).join(', ')}]) from ${quoted(name)})
    to stdout (format csv, delimiter e'\\x01', quote e'\\x02')`

/** A sequence is of no snapshot: read behind the rows, it is beyond them. Asked of itself, it does not hide from who may not read it. */
async function findSequences(copier: Copier): Promise<Record<string, string>> {
  const last: Record<string, string> = {}
  for (const [name] of await copier.query(SEQUENCES)) {
    const [row] = await copier.query(`select last_value from ${quoted(String(name))} where is_called`)
    if (row) last[String(name)] = String(row[0])
  }
  return last
}

const SEQUENCES = `select relname from pg_class where relkind = 'S' and relnamespace = current_schema()::regnamespace
  order by relname collate "C"`

const LINE_END = 0x0a

function countLines(piece: Uint8Array): number {
  let lines = 0
  for (let at = piece.indexOf(LINE_END); at !== -1; at = piece.indexOf(LINE_END, at + 1)) lines++
  return lines
}
