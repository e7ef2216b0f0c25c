import { pipeline } from 'node:stream/promises'
import type { Copier, Database } from '../database.ts'
import { DumpFault } from './fault.ts'
import { type DumpHead, quoted } from './format.ts'
import { checkDump, type DumpReader, openDump } from './read.ts'
import { refusedOr, refuseFilled, refuseOther } from './refusals.ts'
import type { DumpTable } from './tables.ts'
import { type Progress, setPrinting } from './write.ts'

/** What was restored. */
export interface Restored {
  head: DumpHead
  rows: number
}

/**
 * Fills an empty, migrated database with a dump, whole or not at all. `open` gives the dump from its beginning, and is called twice:
 * nothing is written before all of it was checked. The feed gets a new epoch: what was written behind the dump is
 * missing here, and its numbers are given again. Throws DumpFault.
 */
export async function restoreDump(
  database: Database,
  open: () => Promise<AsyncIterable<Uint8Array>>,
  onProgress: (progress: Progress) => void = () => {},
): Promise<Restored> {
  const { tables } = await checkDump(await open())
  return database.copying('begin', async (copier) => {
    await setPrinting(copier)
    await copier.query("set local lock_timeout = '10s'")
    const dump = await openDump(await open())
    await refuseOther(copier, dump.head)
    await copier.query(`lock table ${tables.map(({ name }) => quoted(name)).join(', ')} in exclusive mode`)
    await refuseFilled(copier, dump.head)
    // They make history and numbers of what is written anew; here both come with the dump.
    const letSpeak = await silenceTriggers(copier)
    await copier.query('delete from feed_head')
    let rows = 0
    for (const table of tables) {
      const counted = countRows(dump.rows(table.name), () => onProgress({ table: table.name, rows: ++rows }))
      await copyTable(copier, table, counted)
    }
    await setSequences(copier, await dump.finish()).catch((error: unknown) => {
      throw new DumpFault('DUMP_REFUSED', 'A number that was given last is none of this database', {
        cause: error,
      })
    })
    await letSpeak()
    await copier.query('update feed_head set epoch = gen_random_uuid(), history = null')
    return { head: dump.head, rows }
  })
}

async function* countRows(lines: ReturnType<DumpReader['rows']>, count: () => void) {
  for await (const line of lines) {
    count()
    yield line
  }
}

async function copyTable(copier: Copier, { name, columns }: DumpTable, lines: AsyncIterable<string>) {
  const into = `copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin`
  try {
    await pipeline(piecesOf(lines, columns.length), copier.copyIn(into))
  } catch (error) {
    throw refusedOr(error, name)
  }
}

const PIECE_CHARACTERS = 65_536

/** Rows in the text format of COPY, many at a time. */
async function* piecesOf(lines: AsyncIterable<string>, width: number) {
  let piece = ''
  for await (const line of lines) {
    const row: unknown = JSON.parse(line)
    if (!Array.isArray(row) || row.length !== width) throw new SyntaxError('A row has other columns')
    piece += `${row.map(cellOf).join('\t')}\n`
    if (piece.length < PIECE_CHARACTERS) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

function cellOf(value: unknown): string {
  if (value === null) return '\\N'
  if (typeof value !== 'string' || !value.isWellFormed()) throw new SyntaxError('A cell is no text')
  return value.replaceAll(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? character)
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** Silences the triggers of inserts; what it returns lets them speak again. One that is enabled always (the history's guard) stays so. */
async function silenceTriggers(copier: Copier): Promise<() => Promise<void>> {
  const triggers = await copier.query(TRIGGERS)
  const set = async (to: 'disable' | 'enable') => {
    for (const [table, name] of triggers) {
      await copier.query(`alter table ${quoted(String(table))} ${to} trigger ${quoted(String(name))}`)
    }
  }
  await set('disable')
  return () => set('enable')
}

const TRIGGERS = `select relname, tgname from pg_trigger join pg_class on pg_class.oid = tgrelid
  where relnamespace = current_schema()::regnamespace and not tgisinternal and tgenabled = 'O'`

/** An id that was given once is not given again, not even that of a row which was deleted. */
async function setSequences(copier: Copier, sequences: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, last] of Object.entries(sequences)) {
    await copier.query('select setval($1::regclass, $2::bigint)', [quoted(name), last])
  }
}
