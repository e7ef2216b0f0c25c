import { DumpFault } from '../../db/backup/fault.ts'
import { restoreDump } from '../../db/backup/restore.ts'
import { UsageError } from '../usage-error.ts'
import { showProgress } from './dump-progress.ts'
import { EXIT_DONE, EXIT_STOPPED, type ExitCode } from './exit-code.ts'
import type { RunDumpOptions } from './export.ts'
import { openImportFile, readFileError } from './import-file.ts'

/** Restores a dump into an empty database. Resolves to the exit code, 130 where it was stopped. Throws UsageError where nothing was restored. */
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
    throw new UsageError(`${file}: ${message}`, { cause: error })
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
