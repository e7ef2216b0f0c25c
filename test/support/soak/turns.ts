import { cutSockets } from '../faults/kinds/cut-sockets.ts'
import { freezeReplica } from '../faults/kinds/freeze-replica.ts'
import { killListen } from '../faults/kinds/kill-listen.ts'
import { killPostgres } from '../faults/kinds/kill-postgres.ts'
import { killReplica } from '../faults/kinds/kill-replica.ts'
import { loseAnswer } from '../faults/kinds/lose-answer.ts'
import { restartPostgres } from '../faults/kinds/restart-postgres.ts'
import type { Replica } from '../faults/replica.ts'
import type { FaultKind } from '../faults/world.ts'

const MANY = [cutSockets, loseAnswer, killListen] as const
const FEW = [killReplica, freezeReplica, restartPostgres, killPostgres] as const
/** How often it is one of the few. */
const SHARE_OF_FEW = 0.1

/** Whichever fault the dice say, done to any replica but the one that is to live on. Their own figures are those of other loads. */
export const anyFault = (spared: Replica): FaultKind => ({
  name: 'soak',
  rounds: { full: Number.POSITIVE_INFINITY, short: 20 },
  inject: async (world) => {
    const { dice, cluster } = world
    const kind = dice.pick(dice.chance(SHARE_OF_FEW) ? FEW : MANY)
    const replicas = cluster.replicas.filter((replica) => replica !== spared)
    await kind.inject({ ...world, cluster: { ...cluster, replicas } })
    return undefined
  },
})
