import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { PostgresFailure } from './failure.ts'
import type { Home } from './home.ts'
import { initialise, SUPERUSER } from './initialise.ts'
import { createPassword, findPassword } from './password.ts'

/** An initialised PostgreSQL data folder, whether or not a PostgreSQL runs on it. */
export interface Cluster extends Home {
  /** `<folder>/postgres`. */
  data: string
  /** The superuser's; URL-safe. */
  password: string
  binaries: Binaries
}

/** Finds the data in `<folder>/postgres` and its password in `<folder>/postgres-password`, or makes both. */
export async function prepareCluster(
  home: Home,
  binaries: Binaries,
  log: (line: string) => void,
): Promise<Cluster> {
  const data = join(home.folder, 'postgres')
  const passwordFile = join(home.folder, 'postgres-password')
  const isNew = !existsSync(join(data, 'PG_VERSION'))
  const found = await findPassword(passwordFile)
  if (found === undefined && !isNew) throw lostPassword(data, passwordFile)
  const password = found ?? (await createPassword(passwordFile, home.account))
  if (isNew) {
    log(`Making a new database in ${data}`)
    await initialise(home, binaries, data, passwordFile)
  }
  return { ...home, data, password, binaries }
}

/** The address of one database of a cluster that listens on `port`. */
export function addressOf({ password }: Cluster, port: number, database: string): string {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`
}

const lostPassword = (data: string, passwordFile: string) =>
  new PostgresFailure(
    'POSTGRES_FOLDER_UNUSABLE',
    `The database in ${data} has lost its password: ${passwordFile} is missing or damaged. Restore that file ` +
      'from a backup, or set DATELINE_DATA to another folder.',
  )
