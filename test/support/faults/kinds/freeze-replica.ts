import { setTimeout as wait } from 'node:timers/promises'
import { percentile } from '../percentile.ts'
import { affecting, type FaultKind, pickReplica, untilWritten } from '../world.ts'

/** Longer than a writer waits for an answer: what was sent there is sent again elsewhere meanwhile. */
const FROZEN_MS = 2_500
const WRITES_BETWEEN = 60
const P99_MS = 50

/** The processes share their cores with those who measure: there it is enough not to be slower than when nothing is frozen. */
export const freezeReplica: FaultKind = {
  name: 'freeze-replica',
  rounds: { full: 8, short: 1 },
  inject: async (world) => {
    const { elsewhere } = world.writers
    const replica = pickReplica(world)
    const before = elsewhere.length
    await untilWritten(world, 4 * WRITES_BETWEEN)
    const usual = percentile(elsewhere.slice(before), 0.99)
    const begun = elsewhere.length
    await affecting([replica], async () => {
      replica.freeze()
      await wait(FROZEN_MS)
      replica.thaw()
    })
    const frozen = percentile(elsewhere.slice(begun), 0.99)
    await untilWritten(world, WRITES_BETWEEN)
    const figure = `p99 of others ${frozen.toFixed()} ms, ${usual.toFixed()} ms before`
    return { figure, missed: frozen > Math.max(P99_MS, 2 * usual) ? figure : undefined }
  },
}
