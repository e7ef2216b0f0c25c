import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { ensureSystemAccount } from './account.ts'
import { findBarrier } from './reach.ts'

/**
 * Where the data goes unless a setting says otherwise: `.dateline` here or, under root in a place that
 * PostgreSQL's own user may not enter such as /root, a folder of /var/lib/dateline that belongs to this place.
 */
export async function findDefaultFolder(): Promise<string> {
  const here = resolve('.')
  if (process.getuid?.() !== 0) return resolve('.dateline')
  const barrier = await findBarrier(here, await ensureSystemAccount())
  if (!barrier) return resolve('.dateline')
  return `/var/lib/dateline/${createHash('sha256').update(here).digest('hex').slice(0, 12)}`
}
