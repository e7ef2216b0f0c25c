import { until } from '../../until.ts'
import { affecting, type FaultKind, pickReplica, untilWritten } from '../world.ts'

const WRITES_BETWEEN = 20

export const killReplica: FaultKind = {
  name: 'kill-replica',
  rounds: { full: 50, short: 2 },
  inject: async (world) => {
    const replica = pickReplica(world)
    await until('a mutation under way', () => world.writers.underWayAt(replica) > 0)
    await affecting([replica], async () => {
      await replica.kill()
      await replica.start()
    })
    await untilWritten(world, WRITES_BETWEEN)
    return undefined
  },
}
