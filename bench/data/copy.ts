import { finished } from 'node:stream/promises'
import { from } from 'pg-copy-streams'
import type { Job } from './lanes.ts'
import type { Put, Table } from './rows.ts'

const PIECE_CHARACTERS = 250_000

/** Rows of one table in the text format of COPY. */
export interface Piece {
  table: Table
  columns: readonly string[]
  text: string
  rows: number
}

/**
 * Collects the rows that records put into pieces of some 250 kilobytes. Records are made as the pieces are asked
 * for, so that no more than an open piece a table is kept. `records` stops after each record.
 */
export function* piecesOf(records: (put: Put) => Iterable<void>): Generator<Piece> {
  const open = new Map<Table, Piece>()
  const full: Piece[] = []
  const put: Put = (table, row) => {
    const piece = open.get(table) ?? { table, columns: Object.keys(row), text: '', rows: 0 }
    const values: unknown[] = Object.values(row)
    if (values.length !== piece.columns.length)
      throw new RangeError(`Rows of ${table} differ in their columns`)
    piece.text += `${values.map(cellOf).join('\t')}\n`
    piece.rows += 1
    if (piece.text.length < PIECE_CHARACTERS) open.set(table, piece)
    else {
      open.delete(table)
      full.push(piece)
    }
  }
  for (const _ of records(put)) yield* full.splice(0)
  yield* open.values()
}

export const copyJob =
  ({ table, columns, text }: Piece): Job =>
  async (client) => {
    const stream = client.query(from(`copy ${table} (${columns.join(', ')}) from stdin`))
    stream.end(text)
    await finished(stream)
  }

function cellOf(value: unknown): string {
  if (value === null) return '\\N'
  if (typeof value === 'string') return SPECIAL.test(value) ? value.replace(ALL_SPECIAL, escaped) : value
  if (Array.isArray(value)) return escapedArray(value)
  return String(value)
}

const SPECIAL = /[\\\n\r\t]/
const ALL_SPECIAL = /[\\\n\r\t]/g
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const escaped = (character: string) => ESCAPES[character] ?? character

/** Names in quotation marks, none of which holds one itself. */
const escapedArray = (values: readonly unknown[]) => `{${values.map((value) => `"${value}"`).join(',')}}`
