import { setTimeout as wait } from 'node:timers/promises'
import { affecting, type FaultKind, untilWritten } from '../world.ts'

const FROZEN_MS = 20_000
const WRITES_BETWEEN = 60
/** Within this after it goes on, a write is to be acknowledged again. */
const MAX_RECOVERY_MS = 5_000

/** A machine that hangs, or a network that drops everything: nothing is refused, and nothing answers. */
export const freezePostgres: FaultKind = {
  name: 'freeze-postgres',
  rounds: { full: 2, short: 0 },
  inject: async (world) => {
    const { postgres, replicas } = world.cluster
    let recoveryMs = 0
    await affecting(replicas, async () => {
      await postgres.freeze()
      await wait(FROZEN_MS)
      await postgres.thaw()
      const thawed = performance.now()
      await untilWritten(world, 1)
      recoveryMs = performance.now() - thawed
      await untilWritten(world, WRITES_BETWEEN)
    })
    const figure = `written again ${recoveryMs.toFixed()} ms after ${FROZEN_MS / 1_000} s without an answer`
    return { figure, ...(recoveryMs > MAX_RECOVERY_MS && { missed: figure }) }
  },
}
