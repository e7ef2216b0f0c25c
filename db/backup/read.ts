import { createHash } from 'node:crypto'
import { isObject } from '../writes/reading.ts'
import { DumpFault } from './fault.ts'
import { type DumpHead, FORMAT } from './format.ts'

/** A dump as it is read, line by line. */
export interface DumpReader {
  readonly head: DumpHead
  /** The rows of a table, which comes next. To be read to their end. */
  rows(table: string): AsyncGenerator<string>
  /** What follows the tables: the last value of each sequence. Throws where the manifest is not that of what was read. */
  finish(): Promise<Record<string, string>>
}

/** Longer than a record with its text can be. */
const MAX_LINE_BYTES = 67_108_864

/** Begins to read a dump. Each step throws DumpFault where it is none, not whole, or not as it was written. */
export async function openDump(bytes: AsyncIterable<Uint8Array>): Promise<DumpReader> {
  const lines = linesOf(bytes)
  const hash = createHash('sha256')
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next()
    if (done) throw new DumpFault('DUMP_TRUNCATED', 'The dump ends before its manifest')
    // Known by its beginning: it is the one line that the sum is not of.
    if (!value.toString('latin1', 0, END.length).startsWith(END)) hash.update(value).update('\n')
    return value.toString()
  }
  const head = readHead(await next())
  let ahead = await next()
  return {
    head,
    rows: async function* (table) {
      if (readObject(ahead).table !== table) throw damaged(`the rows of ${table} do not follow`)
      for (ahead = await next(); ahead.startsWith('['); ahead = await next()) yield ahead
    },
    finish: async () => {
      const { sequences } = readObject(ahead)
      if (!isObject(sequences)) throw damaged('the sequences do not follow')
      const { end } = readObject(await next())
      if (!isObject(end) || end.sha256 !== hash.digest('hex')) {
        throw damaged('its checksum is another')
      }
      if (!(await lines.next()).done) throw damaged('something follows its manifest')
      return Object.fromEntries(Object.entries(sequences).map(([name, last]) => [name, String(last)]))
    },
  }
}

/** Reads all of a dump and keeps nothing: whoever writes by it knows beforehand that it is whole. */
export async function checkDump(bytes: AsyncIterable<Uint8Array>): Promise<DumpHead> {
  const dump = await openDump(bytes)
  for (const { name } of dump.head.tables) for await (const _ of dump.rows(name));
  await dump.finish()
  return dump.head
}

const END = '{"end":'

const damaged = (what: string) =>
  new DumpFault('DUMP_DAMAGED', `The dump was changed since it was written: ${what}`)

function readObject(line: string): Record<string, unknown> {
  const value = parsed(line)
  if (isObject(value)) return { ...value }
  throw damaged('a line is none of a dump')
}

function readHead(line: string): DumpHead {
  const head = parsed(line)
  if (!isObject(head) || head.dateline !== 'dump') {
    throw new DumpFault('NOT_A_DUMP', 'This is no dump that dateline export has written')
  }
  if (head.format !== FORMAT) {
    throw new DumpFault('NOT_A_DUMP', 'This dump is of a format that this release does not read')
  }
  const { at, feedSeq, migrations, tables } = head
  if (typeof at !== 'string' || typeof feedSeq !== 'string' || !isNames(migrations) || !Array.isArray(tables))
    throw damaged('its first line')
  return { dateline: 'dump', format: FORMAT, at, feedSeq, migrations, tables: tables.map(readTable) }
}

function readTable(table: unknown): DumpHead['tables'][number] {
  if (isObject(table) && typeof table.name === 'string' && isNames(table.columns)) {
    return { name: table.name, columns: table.columns }
  }
  throw damaged('its first line')
}

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string')

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const LINE_END = 0x0a

/** Without their ends. What stands behind the last end is no line: its own was cut off. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, undefined> {
  let begun: Buffer[] = []
  let length = 0
  for await (const chunk of bytes) {
    let start = 0
    for (let end = chunk.indexOf(LINE_END); end !== -1; end = chunk.indexOf(LINE_END, start)) {
      yield Buffer.concat([...begun, chunk.subarray(start, end)])
      begun = []
      length = 0
      start = end + 1
    }
    begun.push(Buffer.from(chunk.subarray(start)))
    length += chunk.length - start
    if (length > MAX_LINE_BYTES) throw new DumpFault('NOT_A_DUMP', 'A line is longer than any of a dump')
  }
  if (length > 0) throw new DumpFault('DUMP_TRUNCATED', 'The dump ends in the midst of a line')
  return undefined
}
