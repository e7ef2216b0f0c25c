import { open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** PostgreSQL's own log, for one start. */
export interface PostgresLog {
  path: string
  /** To be handed to the child; a file and not a pipe, so that the log outlives this process as PostgreSQL may. */
  fd: number
  /** The last 20 lines since it was opened. */
  findLastLines(): Promise<string>
  close(): Promise<void>
}

const LARGEST_BYTES = 1_048_576
const LAST_LINES = 20

/** Opens `<folder>/postgres.log` to append. One of more than 1 MiB is put aside first, in place of the last so put. */
export async function openLog(folder: string): Promise<PostgresLog> {
  const path = join(folder, 'postgres.log')
  const { size } = await stat(path).catch(() => ({ size: 0 }))
  const isLarge = size > LARGEST_BYTES
  if (isLarge) await rename(path, `${path}.1`)
  const begin = isLarge ? 0 : size
  const file = await open(path, 'a', 0o600)
  return {
    path,
    fd: file.fd,
    findLastLines: async () => {
      const text = (await readFile(path)).subarray(begin).toString().trimEnd()
      return text.split('\n').slice(-LAST_LINES).join('\n')
    },
    close: () => file.close(),
  }
}
