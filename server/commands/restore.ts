import { DumpFault } from '../../db/backup/fault.ts'
import { restoreDump } from '../../db/backup/restore.ts'
import { showProgress } from './dump-progress.ts'
import type { RunDumpOptions } from './export.ts'
import { openImportFile, readFileError } from './import-file.ts'
import { EXIT_DONE, EXIT_REFUSED, EXIT_STOPPED, type ExitCode } from './import-options.ts'

/** Restores a dump into an empty database. Resolves to the exit code: 1 where nothing was restored, 130 where it was stopped. */
export async function runRestore(file: string, options: RunDumpOptions): Promise<ExitCode> {
  const { database, out, signal } = options
  const show = showProgress(options)
  const open = async () => stoppedBy(signal, (await openImportFile(file)).bytes)
  try {
    const { head, rows } = await restoreDump(database, open, show.update)
    show.end()
    out.write(
      `${file}: ${rows.toLocaleString('en')} rows as of ${head.at}. The feed has a new epoch: who followed it reads the lists anew, and its webhooks wait for \`webhook skip\`\n`,
    )
    return EXIT_DONE
  } catch (error) {
    show.end()
    if (signal.aborted) return EXIT_STOPPED
    const message = error instanceof DumpFault ? error.message : fileError(error)
    if (message === null) throw error
    out.write(`${file}: ${message}\n`)
    return EXIT_REFUSED
  }
}

const fileError = (error: unknown): string | null => {
  const message = readFileError(error)
  const isUnpacking = error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
  return isUnpacking ? `${message} [DUMP_TRUNCATED]` : message
}

async function* stoppedBy(signal: AbortSignal, bytes: AsyncIterable<Uint8Array>) {
  for await (const piece of bytes) {
    signal.throwIfAborted()
    yield piece
  }
}
