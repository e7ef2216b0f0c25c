import { sql, type Transaction } from 'kysely'
import type { Database } from '../database.ts'
import type { Tables } from '../tables.ts'
import type { Outcome } from '../writes/save.ts'
import { saveMixed } from '../writes/save-mixed.ts'
import { inTransaction } from '../writes/transaction.ts'
import { batchLines, type NumberedLine } from './batches.ts'
import { type Candidate, clipSlug, readCandidate } from './candidate.ts'
import { findImportPoint, putImportPoint, removeImportPoint } from './import-point.ts'
import type { Line } from './lines.ts'
import { addResults, createReport, type Refusal, type Report, type Result } from './report.ts'

export interface ImportOptions {
  /** Who is written into the history. */
  actor: string
  /** SHA-256 of the file: an import of it that was interrupted goes on after its last batch. */
  fileDigest?: string
  /** Called after each batch with the report so far. */
  onProgress?: (report: Report) => void
  /** Called after each batch that refused lines, with them and the report so far. */
  onRefused?: (refusals: Refusal[], report: Report) => Promise<void> | void
  /** Stops the import after the batch under way. */
  signal?: AbortSignal
}

/**
 * Imports a file of records, a transaction for each 1,000 lines. Lines that cannot be saved are refused and
 * reported; the others go in. Holds one batch at a time. Importing the same file again changes nothing.
 */
export async function importRecords(
  database: Database,
  lines: AsyncIterable<Line>,
  options: ImportOptions,
): Promise<Report> {
  const db = database.kysely
  const { actor, fileDigest, signal } = options
  const report = createReport(fileDigest === undefined ? 0 : await findImportPoint(db, fileDigest))
  for await (const batch of batchLines(lines, report.resumedAfter)) {
    if (signal?.aborted) return report
    const results = await inTransaction(db, async (trx) => {
      if (fileDigest !== undefined) await putImportPoint(trx, fileDigest, batch.end)
      return saveLines(trx, batch.lines, actor)
    })
    const refusals = addResults(report, results, batch.end)
    if (refusals.length > 0) await options.onRefused?.(refusals, report)
    options.onProgress?.(report)
  }
  if (fileDigest !== undefined) await removeImportPoint(db, fileDigest)
  report.isComplete = true
  if (report.line - report.resumedAfter >= ANALYZED_LINES) await sql`analyze`.execute(db)
  return report
}

/**
 * From how many lines on the planner is told what came in. Until autovacuum tells it a minute later, a view over
 * many claims can take minutes.
 */
const ANALYZED_LINES = 1_000

async function saveLines(
  trx: Transaction<Tables>,
  lines: readonly NumberedLine[],
  actor: string,
): Promise<Result[]> {
  const read = lines.map(readCandidate)
  const results = read.flatMap((one): Result[] =>
    'errors' in one ? [{ result: 'REFUSED', refusal: one }] : [],
  )
  const candidates = read.filter((one) => 'record' in one)
  const outcomes = await saveMixed(trx, candidates, actor)
  return results.concat(candidates.flatMap((one, index) => resultOf(one, outcomes[index])))
}

function resultOf({ line, kind, slug }: Candidate, outcome: Outcome | undefined): Result[] {
  if (outcome === undefined) return []
  if (outcome.result !== 'REFUSED') return [{ result: outcome.result, kind }]
  return [{ result: 'REFUSED', refusal: { line, kind, slug: clipSlug(slug), errors: outcome.problems } }]
}
