import { createHash } from 'node:crypto'
import { createReadStream, type ReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** An open file; `.gz` files are unpacked. */
export interface ImportFile {
  bytes: AsyncIterable<Uint8Array>
  /** How much of the file was read, from 0 to 1. */
  share(): number
}

export async function openImportFile(file: string): Promise<ImportFile> {
  const { size } = await stat(file)
  const packed = createReadStream(file)
  return { bytes: unpacked(file, packed), share: () => packed.bytesRead / Math.max(size, 1) }
}

/** SHA-256 of the file as it is stored. */
export async function digestFile(file: string): Promise<string> {
  const digest = createHash('sha256')
  for await (const chunk of createReadStream(file)) digest.update(chunk)
  return digest.digest('hex')
}

/** Why a file cannot be read; null for any other error. */
export function readFileError(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  const code = String(error.code)
  if (code === 'ENOENT') return 'There is no such file.'
  if (code === 'EISDIR') return 'This is a folder.'
  if (code === 'EACCES') return 'This file may not be read.'
  return code.startsWith('Z_') ? 'This is no whole gzip file.' : null
}

function unpacked(file: string, packed: ReadStream): AsyncIterable<Uint8Array> {
  // The error of either stream reaches whoever reads the last one.
  return file.endsWith('.gz') ? pipeline(packed, createGunzip(), () => {}) : packed
}
