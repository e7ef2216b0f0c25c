import { readLines } from '../../db/import/lines.ts'
import { importRecords } from '../../db/import/records.ts'
import type { Report } from '../../db/import/report.ts'
import { EXIT_DONE, EXIT_REFUSED, EXIT_STOPPED, type ExitCode } from './exit-code.ts'
import { digestFile, type ImportFile, openImportFile, readFileError } from './import-file.ts'
import type { RunImportOptions } from './import-options.ts'
import { createRefusalFile } from './import-refusals.ts'
import { printReport } from './import-report.ts'

/** Imports a file of records; one that was interrupted goes on where it ended. */
export async function importRecordFile(file: string, options: RunImportOptions): Promise<ExitCode> {
  const { database, out, progress, signal } = options
  const refusals = createRefusalFile(file)
  const showProgress = createProgress(out)
  let soFar: Report | null = null
  try {
    const fileDigest = await digestFile(file)
    const input = await openImportFile(file)
    const report = await importRecords(database, readLines(input.bytes), {
      actor: 'import',
      fileDigest,
      signal,
      onRefused: refusals.add,
      onProgress: (report) => {
        soFar = report
        if (progress) showProgress(report, input)
      },
    })
    if (progress) out.write(CLEAR_LINE)
    printReport(out, file, report, await refusals.finish(report))
    if (!report.isComplete) return EXIT_STOPPED
    return report.refusedLines > 0 ? EXIT_REFUSED : EXIT_DONE
  } catch (error) {
    const message = readFileError(error)
    if (message === null) throw error
    out.write(`${progress ? CLEAR_LINE : ''}${file}: ${message}\n`)
    if (soFar !== null) printReport(out, file, soFar, await refusals.finish(soFar))
    return EXIT_REFUSED
  }
}

const CLEAR_LINE = '\r\u001b[K'

function createProgress(out: RunImportOptions['out']): (report: Report, input: ImportFile) => void {
  const started = performance.now()
  return ({ line, resumedAfter }, input) => {
    const seconds = (performance.now() - started) / 1_000
    const rate = Math.round((line - resumedAfter) / seconds)
    const percent = Math.floor(input.share() * 100)
    out.write(
      `${CLEAR_LINE}${line.toLocaleString('en')} lines, ${rate.toLocaleString('en')} a second, ${percent} %`,
    )
  }
}
