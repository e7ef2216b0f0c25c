import type { Refusal, Report } from '../../db/import/report.ts'
import { NODE_KINDS } from '../../db/vocabulary.ts'
import { type Output, printable } from './output.ts'

const MAX_SHOWN_REFUSALS = 20

/** Writes what an import did: a row a noun, then the first lines that were refused. */
export function printReport(
  out: Output,
  file: string,
  report: Report,
  refusals: { path: string; isWritten: boolean },
): void {
  const { line, resumedAfter, isComplete, refused, refusedLines } = report
  out.write(`${file}\n`)
  if (resumedAfter > 0) out.write(`  went on after line ${count(resumedAfter)}\n`)
  for (const row of rowsOf(report)) out.write(`${row}\n`)
  for (const refusal of refused.slice(0, MAX_SHOWN_REFUSALS)) {
    for (const error of refusal.errors) out.write(`  ${describe(refusal, error)}\n`)
  }
  if (refusedLines > MAX_SHOWN_REFUSALS) {
    out.write(`  and ${lines(refusedLines - MAX_SHOWN_REFUSALS)} more\n`)
  }
  if (refusedLines > 0) {
    const where = refusals.isWritten ? `all in ${refusals.path}` : `${refusals.path} cannot be written`
    out.write(`  ${lines(refusedLines)} refused: ${where}\n`)
  }
  if (!isComplete) {
    out.write(`  stopped after line ${count(line)}: the same command goes on from there\n`)
  }
}

function rowsOf({ created, revised, unchanged, refusedRecords }: Report): string[] {
  const rows = NODE_KINDS.map((kind) => ({
    kind,
    cells: [created[kind], revised[kind], unchanged[kind], refusedRecords[kind]],
  })).filter(({ cells }) => cells.some((cell) => cell > 0))
  const heading = ['created', 'revised', 'unchanged', 'refused']
  if (rows.length === 0) return ['  no records']
  return [row('', heading), ...rows.map(({ kind, cells }) => row(kind, cells.map(count)))]
}

const row = (label: string, cells: readonly string[]) =>
  `  ${label.padEnd(8)}${cells.map((cell) => cell.padStart(11)).join('')}`

function describe(
  { line, kind, slug }: Refusal,
  { field, code, message }: Refusal['errors'][number],
): string {
  const record = printable([kind, slug].filter(Boolean).join(' '))
  return `line ${line}${record && ` (${record})`}: ${field && `${printable(field)}: `}${message} [${code}]`
}

const count = (number: number) => number.toLocaleString('en')

const lines = (number: number) => `${count(number)} ${number === 1 ? 'line' : 'lines'}`
