import { join, resolve } from 'node:path'
import { SUPERUSER } from './initialise.ts'
import { findPassword } from './password.ts'
import { findPostmaster, runsPostgres } from './postmaster.ts'

/**
 * The address of the database "dateline" of a PostgreSQL that runs on `folder` already, for a command beside the
 * server that started it. Undefined where none runs. It is not this process's to stop.
 */
export async function findRunningPostgres(folder: string): Promise<string | undefined> {
  const data = join(resolve(folder), 'postgres')
  const postmaster = await findPostmaster(data)
  const password = await findPassword(join(resolve(folder), 'postgres-password')).catch(() => undefined)
  if (!postmaster || !password || !(await runsPostgres(postmaster.pid, data))) return undefined
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${postmaster.port}/dateline`
}
