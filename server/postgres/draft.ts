import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

const PREFIX = 'postgres-draft-'

/**
 * A new folder inside `folder`, in which something is made that is then renamed to its place: what has its name is
 * whole. Each draft has a name of its own, since an initdb that outlived its Dateline may still write into an old one.
 */
export function makeDraft(folder: string): Promise<string> {
  return mkdtemp(join(folder, PREFIX))
}

/** Removes what interrupted starts left in `folder`. */
export async function removeDrafts(folder: string): Promise<void> {
  const drafts = (await readdir(folder)).filter((name) => name.startsWith(PREFIX))
  const options = { recursive: true, force: true, maxRetries: 3 }
  // What cannot be removed now, because an old initdb still writes there, is left to the next start.
  await Promise.allSettled(drafts.map((name) => rm(join(folder, name), options)))
}
