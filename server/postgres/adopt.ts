import { addressOf, type Cluster } from './cluster.ts'
import {
  disownPostmaster,
  findPostmaster,
  type Postmaster,
  runsPostgres,
  stopPostmaster,
} from './postmaster.ts'
import { waitUntilReady } from './ready.ts'

/**
 * The PostgreSQL that outlived its Dateline, once it answers SQL. Undefined where none did, and the way is then free
 * for a new one: what was ending has ended, and what did not answer has been stopped.
 */
export async function adoptPostgres(
  cluster: Cluster,
  log: (line: string) => void,
): Promise<Postmaster | undefined> {
  const { data } = cluster
  const found = await findPostmaster(data)
  if (!found) return undefined
  const { pid, port } = found
  if (await runsPostgres(pid, data)) {
    log(`A PostgreSQL was left running on ${data}, process ${pid}; taking it over`)
    try {
      const url = addressOf(cluster, port, 'postgres')
      if (await waitUntilReady(url, () => runsPostgres(pid, data))) return found
    } catch {
      await stopPostmaster(pid, data)
    }
  }
  await disownPostmaster(data)
  return undefined
}
