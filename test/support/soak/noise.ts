import type { Cluster } from '../faults/cluster.ts'
import type { Replica } from '../faults/replica.ts'
import type { Finding } from '../faults/world.ts'
import { runFuzz } from '../fuzz/run.ts'
import { makeKey } from '../keys.ts'

/** Random requests, good and bad, until they are stopped. */
interface Noise {
  /** Resolves to what was answered: defects are beyond the bar. */
  stop(): Promise<Finding[]>
}

const AT_A_TIME = 200

/** All of them read: what was written is counted, and the writers' alone. */
export async function startNoise(cluster: Cluster, replica: Replica, seed: number): Promise<Noise> {
  const key = await makeKey(cluster.database, 'READER')
  const statuses = new Map<number, number>()
  const defects: string[] = []
  let stopped = false
  const send = async () => {
    for (let round = 0; !stopped; round++) {
      const { origin } = new URL(replica.url ?? '')
      const keys = { reader: key, editor: key }
      const sent = await runFuzz({ origin, requests: AT_A_TIME, seed: seed + round, keys })
      for (const [status, count] of sent.statuses) statuses.set(status, (statuses.get(status) ?? 0) + count)
      defects.push(...sent.defects.map(({ status, text }) => `${status} ${text.slice(0, 300)}`))
    }
  }
  const sending = send()
  return {
    stop: async () => {
      stopped = true
      await sending
      const told = [...statuses].sort().map(([status, count]) => `${status}: ${count}`)
      const [first] = defects
      return [
        { figure: `random requests by status: ${told.join(', ')}` },
        {
          figure: `${defects.length} answers that nobody meant`,
          missed: first && `${defects.length} answers that nobody meant, the first of them ${first}`,
        },
      ]
    },
  }
}
