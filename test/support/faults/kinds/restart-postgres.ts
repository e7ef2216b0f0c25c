import { affecting, type FaultKind, untilWritten } from '../world.ts'

const WRITES_BETWEEN = 60

export const restartPostgres: FaultKind = {
  name: 'restart-postgres',
  rounds: { full: 5, short: 1 },
  inject: async (world) => {
    const { postgres, replicas } = world.cluster
    await affecting(replicas, async () => {
      await postgres.stop()
      await postgres.start()
      await untilWritten(world, WRITES_BETWEEN)
    })
    return undefined
  },
}
