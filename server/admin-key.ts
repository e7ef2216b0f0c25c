import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../db/database.ts'
import { createFirstApiKey } from '../db/writes/api-key.ts'

/** The key of a first start. */
export interface AdminKey {
  text: string
  /** The file that keeps it, for its owner alone. */
  path: string
}

/**
 * Makes the first key of a database, of an admin, and keeps it in `<folder>/admin-key`; null where there is any key
 * already. The file is whole before the key is good: a start that breaks off leaves a file without a key at
 * worst, which the next start writes anew, and never a key that nobody has.
 */
export async function openAdminKey({ kysely }: Database, folder: string): Promise<AdminKey | null> {
  const path = join(folder, 'admin-key')
  return kysely.transaction().execute(async (trx) => {
    const text = await createFirstApiKey(trx, { name: 'admin', role: 'ADMIN', expiresAt: null })
    if (text === null) return null
    await writeOwned(path, `${text}\n`)
    return { text, path }
  })
}

/** What the person at a terminal is told. Elsewhere standard error is as good as a log, which holds no secret. */
export const tellAdminKey = ({ text, path }: AdminKey, isTerminal: boolean): string =>
  isTerminal
    ? `An API key of an admin was made. It is shown this once, and kept in ${path}:\n\n  ${text}\n\n`
    : `An API key of an admin was made. It is kept in ${path}\n`

/** A new file in place of what is there, a link too. */
async function writeOwned(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`
  try {
    await writeFile(draft, text, { mode: 0o600, flag: 'wx', flush: true })
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
}
