import { readFile } from 'node:fs/promises'
import { BenchFailure } from '../run/failure.ts'

/** What a process has open beside its subscribers. */
const OTHER_FILES = 100

/** Throws BenchFailure where a process may not have so many connections open. Node takes all that the hard limit lets it. */
export async function refuseTooFew(subscribers: number): Promise<void> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '')
  const most = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? Number.POSITIVE_INFINITY)
  if (most >= subscribers + OTHER_FILES) return
  throw new BenchFailure(
    `A process may have ${most} files open, too few for ${subscribers} subscribers: raise it (ulimit -n ${subscribers + OTHER_FILES}), or give --subscribers ${Math.max(most - OTHER_FILES, 1)}`,
  )
}
