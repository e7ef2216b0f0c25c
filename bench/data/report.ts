import { openLanes } from './lanes.ts'
import type { Step } from './load.ts'
import { findTables, type TableSize } from './settle.ts'

/** One line for a terminal. */
export function stepLine({ name, rows, seconds }: Step): string {
  const count = rows === null ? '' : `${grouped(rows)} rows`
  return `${name.padEnd(NAME_WIDTH)}${count.padStart(COUNT_WIDTH)}${seconds.toFixed(1).padStart(8)} s`
}

const NAME_WIDTH = 46
const COUNT_WIDTH = 18

/** Counts the rows of every table. */
export async function measureTables(url: string): Promise<TableSize[]> {
  const lanes = await openLanes(url, new AbortController().signal)
  try {
    const tables: TableSize[] = []
    for (const size of await findTables(lanes)) {
      const [row] = await lanes.query<{ rows: string }>(`select count(*) as rows from ${size.table}`)
      tables.push({ ...size, rows: Number(row?.rows) })
    }
    return tables
  } finally {
    await lanes.close()
  }
}

/** The tables with their rows and sizes, and a line of totals. */
export function tableOfTables(tables: readonly TableSize[]): string {
  const total = {
    table: 'all',
    rows: sum(tables.map(({ rows }) => rows)),
    bytes: sum(tables.map(({ bytes }) => bytes)),
    indexBytes: sum(tables.map(({ indexBytes }) => indexBytes)),
  }
  const head = `${'table'.padEnd(24)}${'rows'.padStart(12)}${'MB'.padStart(10)}${'of it indexes'.padStart(16)}`
  return [head, ...[...tables, total].map(tableLine)].join('\n')
}

const tableLine = ({ table, rows, bytes, indexBytes }: TableSize) =>
  `${table.padEnd(24)}${grouped(rows).padStart(12)}${megabytes(bytes).padStart(10)}${megabytes(indexBytes).padStart(16)}`

const grouped = (count: number) => count.toLocaleString('en')
const megabytes = (bytes: number) => grouped(Math.round(bytes / 1e5) / 10)
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
