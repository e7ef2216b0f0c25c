import { setTimeout as sleep } from 'node:timers/promises'
import type { Server } from '../shapes/shape.ts'
import { BenchFailure } from './failure.ts'
import type { Loaded, openLoad } from './load.ts'
import type { Requests } from './requests.ts'
import type { Turn } from './rounds.ts'
import type { RunningServer } from './servers.ts'
import { cpuSeconds, cpuTicks, type openBackends, watchMemory } from './usage.ts'

/** What one server did with one shape in one round. */
export interface Measurement {
  shape: string
  connections: number
  round: number
  server: Server
  answered: number
  seconds: number
  /** Milliseconds. */
  p50: number
  p99: number
  /** Bytes of answers. */
  bytes: number
  /** The most that the server's process held; null where it cannot be told. */
  resident: number | null
  /** Seconds of CPU, of the server and of PostgreSQL's processes for it; null where they cannot be told. */
  serverCpu: number | null
  postgresCpu: number | null
}

export interface Bench {
  load: ReturnType<typeof openLoad>
  backends: Awaited<ReturnType<typeof openBackends>>
  signal: AbortSignal
}

const SAMPLE_MS = 200
/** For what the load before may have left under way. */
const SETTLE_MS = 100
const WARM_UP_SHARE = 0.3
const MAX_WARM_UP_SECONDS = 2

/** Which turn it is, and how long each of its servers is measured. */
type Asking = Pick<Turn, 'shape' | 'connections' | 'round'> & { seconds: number }

/** Measures one server for some seconds, after a warm-up: connections and prepared statements are there again. */
export async function measure(
  { load, backends, signal }: Bench,
  { name, origin, pid, application }: RunningServer,
  requests: Requests,
  { shape, connections, round, seconds }: Asking,
): Promise<Measurement> {
  const job = { url: origin + requests.path(name), bodies: requests.bodies(name), connections }
  const where = `${shape}, ${connections} connections`
  const loadFor = async (seconds: number): Promise<Loaded> => {
    signal.throwIfAborted()
    const loaded = await load.run({ ...job, seconds })
    signal.throwIfAborted()
    if (loaded.failed > 0) throw new BenchFailure(`${name} failed ${loaded.failed} requests: ${where}`)
    return loaded
  }
  await loadFor(Math.min(MAX_WARM_UP_SECONDS, seconds * WARM_UP_SHARE))
  await sleep(SETTLE_MS)
  const readCpu = async () =>
    [await cpuTicks([pid]), await cpuTicks(await backends.pids(application))] as const
  const before = await readCpu()
  const memory = watchMemory(pid, SAMPLE_MS)
  const { failed, ...loaded } = await loadFor(seconds).finally(() => memory.stop())
  if (loaded.answered === 0) throw new BenchFailure(`${name} answers nothing in ${seconds} s: ${where}`)
  const after = await readCpu()
  const [serverCpu, postgresCpu] = [cpuSeconds(before[0], after[0]), cpuSeconds(before[1], after[1])]
  return {
    shape,
    connections,
    round,
    server: name,
    ...loaded,
    resident: memory.most(),
    serverCpu,
    postgresCpu,
  }
}
