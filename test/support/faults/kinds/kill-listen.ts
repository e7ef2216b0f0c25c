import { sql } from 'kysely'
import { type FaultKind, untilWritten } from '../world.ts'

const WRITES_BETWEEN = 20

/** The connections that follow the feed, of all replicas. */
export const killListen: FaultKind = {
  name: 'kill-listen',
  rounds: { full: 30, short: 4 },
  inject: async (world) => {
    const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where pid <> pg_backend_pid() and (query like 'select head.epoch%' or query like 'listen %')`.execute(
      world.cluster.database.kysely,
    )
    if (rows.length === 0) throw new Error('Nobody follows the feed')
    await untilWritten(world, WRITES_BETWEEN)
    return undefined
  },
}
