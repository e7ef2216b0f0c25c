import { sql } from 'kysely'
import { until } from '../../until.ts'
import { type FaultKind, untilWritten, type World } from '../world.ts'

const WRITES_BETWEEN = 20

/** The connections that follow the feed, of all replicas. */
export const killListen: FaultKind = {
  name: 'kill-listen',
  rounds: { full: 30, short: 4 },
  inject: async (world) => {
    // Whoever lost it a moment ago may not have it again.
    await until('somebody who follows', async () => (await killListeners(world)) > 0)
    await untilWritten(world, WRITES_BETWEEN)
    return undefined
  },
}

/** Resolves to how many there were. */
async function killListeners({ cluster }: World): Promise<number> {
  const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where pid <> pg_backend_pid() and (query like 'select head.epoch%' or query like 'listen %')`.execute(
    cluster.database.kysely,
  )
  return rows.length
}
