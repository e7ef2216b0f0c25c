import { readFile, rename, writeFile } from 'node:fs/promises'

/** The place in the feed that was reached, kept from one run to the next. */
export interface CursorFile {
  /** Undefined where the file is not there yet, or empty. */
  cursor: string | undefined
  /** Puts another place in the file's stead: whatever breaks off, one of the two is whole. */
  write(cursor: string): Promise<void>
}

export async function openCursorFile(path: string): Promise<CursorFile> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  })
  return {
    cursor: text.trim() || undefined,
    write: async (cursor) => {
      await writeFile(`${path}.new`, `${cursor}\n`)
      await rename(`${path}.new`, path)
    },
  }
}
