import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Account } from './run.ts'

/**
 * The outermost folder on the way into `folder`, itself included, that the account may not enter; undefined where
 * the way is free. Reads owner, group and mode: an access list that grants more is not seen.
 */
export async function findBarrier(folder: string, account: Account): Promise<string | undefined> {
  const parent = dirname(folder)
  const outer = parent === folder ? undefined : await findBarrier(parent, account)
  return outer ?? ((await mayEnter(folder, account)) ? undefined : folder)
}

async function mayEnter(folder: string, account: Account): Promise<boolean> {
  const { uid, gid, mode } = await stat(folder)
  if (uid === account.uid) return (mode & 0o100) !== 0
  return (mode & (gid === account.gid ? 0o010 : 0o001)) !== 0
}
