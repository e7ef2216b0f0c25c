import { access, chmod, chown, constants, mkdir, readdir, realpath, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { ensureSystemAccount } from './account.ts'
import { codeOf, PostgresFailure } from './failure.ts'
import { findBarrier } from './reach.ts'
import type { Account } from './run.ts'

/** A data folder that this process may write and its PostgreSQL may enter. */
export interface Home {
  /** Absolute, and free of symbolic links. */
  folder: string
  /** Who PostgreSQL runs as; undefined for the user of this process. */
  account: Account | undefined
}

/**
 * Makes the folder where it is missing and finds out who PostgreSQL runs as: the user of this process or, under
 * root, the owner of the data and else the system user `postgres`. A new folder is mode 700. One that is closed to
 * all but root becomes mode 710 with that user's group: PostgreSQL may pass through it, but neither list it nor
 * replace the files that root reads there.
 */
export async function prepareHome(wanted: string): Promise<Home> {
  const folder = await ensureFolder(resolve(wanted))
  const account = process.getuid?.() === 0 ? await accountOf(folder) : undefined
  if (account) await letIn(folder, account)
  return { folder, account }
}

async function ensureFolder(wanted: string): Promise<string> {
  try {
    await mkdir(dirname(wanted), { recursive: true })
    await mkdir(wanted, { mode: 0o700 }).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error
    })
    await readdir(wanted)
    await access(wanted, constants.W_OK | constants.X_OK)
    return await realpath(wanted)
  } catch (error) {
    throw new PostgresFailure(
      'POSTGRES_FOLDER_UNUSABLE',
      `The data folder ${wanted} cannot be used (${codeOf(error)}). Set DATELINE_DATA to a folder that ` +
        'the user who starts Dateline may make, read and write.',
      { cause: error },
    )
  }
}

async function accountOf(folder: string): Promise<Account> {
  const owner = await stat(join(folder, 'postgres')).catch(() => stat(folder))
  return owner.uid === 0 ? ensureSystemAccount() : { uid: owner.uid, gid: owner.gid }
}

async function letIn(folder: string, account: Account): Promise<void> {
  const { uid, mode } = await stat(folder)
  if (uid === 0 && (mode & 0o077) === 0) {
    await chown(folder, 0, account.gid)
    await chmod(folder, 0o710)
  }
  const barrier = await findBarrier(folder, account)
  if (!barrier) return
  throw new PostgresFailure(
    'POSTGRES_FOLDER_UNUSABLE',
    `PostgreSQL does not run as root, and user ${account.uid}, whom it runs as instead, may not enter ${barrier}, ` +
      `which holds the data folder ${folder}. Set DATELINE_DATA to a folder outside it, such as /var/lib/dateline, ` +
      'or start Dateline as a plain user.',
  )
}
