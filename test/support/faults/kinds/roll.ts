import { affecting, type FaultKind, untilWritten } from '../world.ts'

const WRITES_BETWEEN = 20

/** A new version is put in place: each replica ends in order and starts again, one after the other. */
export const roll: FaultKind = {
  name: 'roll',
  rounds: { full: 5, short: 1 },
  inject: async (world) => {
    for (const replica of world.cluster.replicas) {
      await affecting([replica], async () => {
        const code = await replica.stop()
        if (code !== 0) throw new Error(`A replica that was to end in order ended with ${code}`)
        await replica.start()
      })
      await untilWritten(world, WRITES_BETWEEN)
    }
    return undefined
  },
}
