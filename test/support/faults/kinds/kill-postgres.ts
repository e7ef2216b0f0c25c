import { affecting, type FaultKind, untilWritten } from '../world.ts'

const WRITES_BETWEEN = 60

export const killPostgres: FaultKind = {
  name: 'kill-postgres',
  rounds: { full: 10, short: 1 },
  inject: async (world) => {
    const { postgres, replicas } = world.cluster
    await affecting(replicas, async () => {
      await postgres.kill()
      await postgres.start()
      await untilWritten(world, WRITES_BETWEEN)
    })
    return undefined
  },
}
