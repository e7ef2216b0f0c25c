import { randomBytes } from 'node:crypto'
import { chown, readFile, rm, writeFile } from 'node:fs/promises'
import { codeOf } from './failure.ts'
import type { Account } from './run.ts'

/** The password that a file holds; undefined where there is no file, or what it holds was not written by us. */
export async function findPassword(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error
  })
  return text?.match(/^([\w-]{43})\n$/)?.[1]
}

/**
 * Thirty-two random bytes, URL-safe, in a new file of mode 600. The file belongs to PostgreSQL's account, as which
 * initdb reads it.
 */
export async function createPassword(path: string, account: Account | undefined): Promise<string> {
  const password = randomBytes(32).toString('base64url')
  await rm(path, { force: true })
  await writeFile(path, `${password}\n`, { mode: 0o600, flag: 'wx', flush: true })
  if (account) await chown(path, account.uid, account.gid)
  return password
}
