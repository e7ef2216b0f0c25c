import { EXIT_DONE, EXIT_REFUSED, EXIT_STOPPED, type ExitCode } from './exit-code.ts'
import { importArticleFile } from './import-article.ts'
import type { RunImportOptions } from './import-options.ts'
import { importRecordFile } from './import-records.ts'

/**
 * Imports files one after another and writes a report of each. Resolves to the exit code: 0, or 1 when a file
 * could not be read or any of it was refused, or 130 when it was stopped.
 */
export async function runImport(files: readonly string[], options: RunImportOptions): Promise<ExitCode> {
  const importFile = options.as === 'article' ? importArticleFile : importRecordFile
  let code: ExitCode = EXIT_DONE
  for (const file of files) {
    if (options.signal.aborted) return EXIT_STOPPED
    const result = await importFile(file, options)
    if (result === EXIT_STOPPED) return result
    if (result === EXIT_REFUSED) code = result
  }
  return code
}
