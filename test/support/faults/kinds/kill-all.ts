import { affecting, type FaultKind, untilWritten } from '../world.ts'

const WRITES_BETWEEN = 60

export const killAll: FaultKind = {
  name: 'kill-all',
  rounds: { full: 10, short: 1 },
  inject: async (world) => {
    const { replicas } = world.cluster
    await affecting(replicas, async () => {
      await Promise.all(replicas.map((replica) => replica.kill()))
      await Promise.all(replicas.map((replica) => replica.start()))
    })
    await untilWritten(world, WRITES_BETWEEN)
    return undefined
  },
}
