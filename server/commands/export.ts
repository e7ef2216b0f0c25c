import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { writeDump } from '../../db/backup/write.ts'
import type { Database } from '../../db/database.ts'
import { UsageError } from '../usage-error.ts'
import { showProgress } from './dump-progress.ts'
import { EXIT_DONE, EXIT_STOPPED, type ExitCode } from './exit-code.ts'
import type { Output } from './output.ts'

export interface RunDumpOptions {
  /** Opened without a limit on the time of a statement. */
  database: Database
  out: Output
  /** Show a line that changes: for a terminal. */
  progress: boolean
  signal: AbortSignal
}

/**
 * Writes all that the database holds to a file, packed where its name ends in .gz; in a folder it is named by the time. Readable
 * by its owner alone. The name is given when all of it is on the disk: what stood there before stands until then.
 */
export async function runExport(target: string, options: RunDumpOptions): Promise<ExitCode> {
  const path = await findPath(target)
  const draft = `${path}.${randomUUID()}.part`
  const show = showProgress(options)
  try {
    const manifest = await writeFile(draft, path.endsWith('.gz'), options, show.update)
    await rename(draft, path)
    show.end()
    const rows = Object.values(manifest.rows).reduce((sum, count) => sum + count, 0)
    options.out.write(
      `${path}: ${rows.toLocaleString('en')} rows. It holds the secrets of webhooks, and only its owner may read it\n`,
    )
    return EXIT_DONE
  } catch (error) {
    show.end()
    if (options.signal.aborted) return EXIT_STOPPED
    throw refusedFile(error)
  } finally {
    await rm(draft, { force: true })
  }
}

async function writeFile(
  path: string,
  packed: boolean,
  { database, signal }: RunDumpOptions,
  onProgress: Parameters<typeof writeDump>[2],
) {
  const pieces = new PassThrough()
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true })
  const stored = packed
    ? pipeline(pieces, createGzip(), file, { signal })
    : pipeline(pieces, file, { signal })
  // The first to fail is told; the other ends with it.
  stored.catch(() => {})
  const write = async (piece: string | Uint8Array) => {
    if (!pieces.write(piece)) await Promise.race([drained(pieces), stored])
  }
  try {
    const manifest = await writeDump(database, write, onProgress)
    pieces.end()
    await stored
    return manifest
  } catch (error) {
    pieces.destroy(error instanceof Error ? error : undefined)
    await stored.catch(() => {})
    throw error
  }
}

const drained = (stream: PassThrough) => new Promise<void>((resolve) => stream.once('drain', resolve))

async function findPath(target: string): Promise<string> {
  const found = await stat(target).catch(() => null)
  if (!found?.isDirectory()) return target
  const now = new Date().toISOString().replaceAll(/[:.]/g, '-')
  return join(target, `dateline-${now}.ndjson.gz`)
}

/** What is wrong with the place, for whoever named it. */
const refusedFile = (error: unknown): unknown =>
  error instanceof Error && 'syscall' in error && 'path' in error && 'code' in error
    ? new UsageError(`The dump cannot be written: ${error.code} at ${error.path}`, { cause: error })
    : error
