import type { Database } from '../db/database.ts'
import type { OpenOptions } from '../db/open.ts'
import { findUnsetSettings } from '../db/sessions.ts'
import type { Config } from './config.ts'

/** Sessions of the database lack what Dateline cannot ask for through a pooler. */
export class PoolerFailure extends Error {
  override name = 'PoolerFailure'
}

/** How the settings want the primary opened. */
export const poolingOf = ({
  pooled,
  directUrl,
}: Pick<Config, 'pooled' | 'directUrl'>): Pick<OpenOptions, 'pooled' | 'listenUrl'> => ({
  pooled,
  ...(directUrl !== null && { listenUrl: directUrl }),
})

/** Throws PoolerFailure where sessions of a database are not set up as Dateline sets up its own. */
export async function refuseUnset(database: Database): Promise<void> {
  const missing = await findUnsetSettings(database)
  if (missing.length === 0) return
  throw new PoolerFailure(
    'A session behind a transaction pooler has the settings of the database alone. Run these, then have the pooler ' +
      `open its connections anew (PgBouncer: RECONNECT):\n${missing.map((one) => `  ${one};`).join('\n')}`,
  )
}
