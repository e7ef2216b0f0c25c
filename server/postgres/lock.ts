import { randomUUID } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, PostgresFailure } from './failure.ts'
import { startOf } from './pid.ts'

/** The sole right of this process to a data folder. */
export interface Lock {
  close(): Promise<void>
}

/**
 * Takes `<folder>/dateline.pid`, which names its holder by process number and start time. The lock of a process
 * that has ended is taken over; that of a living one, this process included, is a PostgresFailure.
 */
export async function openLock(folder: string): Promise<Lock> {
  const path = join(folder, 'dateline.pid')
  const mine = `${process.pid}\n${await startOf(process.pid)}\n`
  await take(path, mine, folder)
  return {
    close: async () => {
      if ((await content(path)) === mine) await rm(path, { force: true })
    },
  }
}

async function take(path: string, mine: string, folder: string): Promise<void> {
  while (!(await createWhole(path, mine))) {
    const found = await content(path)
    if (found === undefined) continue
    await refuseLivingHolder(found, folder)
    // Two that start at once must not both remove what they found: the slower would remove the faster's new lock.
    const takeover = `${path}.takeover`
    await take(takeover, mine, folder)
    try {
      if ((await content(path)) === found) await rm(path)
    } finally {
      await rm(takeover)
    }
  }
}

/** Creates a file with its whole content at once, or returns false where it exists: a link is atomic, a write is not. */
async function createWhole(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`
  try {
    await writeFile(draft, text, { mode: 0o600, flag: 'wx' })
    await link(draft, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function refuseLivingHolder(found: string, folder: string): Promise<void> {
  const [pid, start] = found.split('\n')
  if (!pid || (await startOf(Number(pid))) !== start) return
  throw new PostgresFailure(
    'POSTGRES_FOLDER_IN_USE',
    `The data folder ${folder} is in use by another Dateline, process ${pid}. ` +
      'Stop that process, or set DATELINE_DATA to another folder.',
  )
}

async function content(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}
