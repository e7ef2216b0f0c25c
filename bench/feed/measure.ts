import { median } from '../run/ratios.ts'
import { cpuSeconds, cpuTicks, residentBytes, watchMemory } from '../run/usage.ts'
import type { ServerProcess } from '../server-process.ts'
import { type Measurement, type Spread, spreadOf } from './figures.ts'
import type { Options } from './options.ts'
import type { Publisher } from './publisher.ts'
import type { Subscribers } from './subscribers.ts'
import type { Way } from './way.ts'

/** So many subscribers keep all that they are sent. */
const CHECKED = 10
const WARM_UP_ROUNDS = 3
const SAMPLE_MS = 100

type Asking = Pick<Options, 'subscribers' | 'rounds' | 'bursts' | 'burst' | 'alone'> & {
  way: Way
  signal: AbortSignal
}

interface Measured extends Omit<Measurement, 'server'> {
  /** What those who kept it were sent. */
  kept: readonly string[]
  /** What they were to be sent. */
  slugs: readonly string[]
}

/** Measures one server that has just started. Throws BenchFailure where anything is lost. */
export async function measure(
  { pid, origin }: ServerProcess,
  subscribers: Subscribers,
  publisher: Publisher,
  { way, signal, ...asked }: Asking,
): Promise<Measured> {
  const memory = watchMemory(pid, SAMPLE_MS)
  const round = async (entries: number) => {
    signal.throwIfAborted()
    const { begun, at } = await subscribers.round(entries, () => publisher.publish(entries))
    return at.map((ms) => ms - begun)
  }
  const rounds = async (count: number): Promise<Spread> => {
    for (let nth = 0; nth < WARM_UP_ROUNDS; nth++) await round(1)
    const waits: number[] = []
    for (let nth = 0; nth < count; nth++) waits.push(...(await round(1)))
    return spreadOf(waits)
  }
  try {
    await subscribers.open({ way, origin, count: 1, checked: 0 })
    const alone = await rounds(asked.alone)
    await subscribers.close()
    const empty = await residentBytes(pid)
    const before = publisher.slugs.length
    await subscribers.open({ way, origin, count: asked.subscribers, checked: CHECKED })
    const full = await residentBytes(pid)
    const all = await rounds(asked.rounds)
    const cpuBefore = await cpuTicks([pid])
    const rates: number[] = []
    for (let nth = 0; nth < asked.bursts; nth++) {
      const waits = await round(asked.burst)
      rates.push((asked.burst * asked.subscribers) / (Math.max(...waits) / 1e3))
    }
    const cpu = cpuSeconds(cpuBefore, await cpuTicks([pid]))
    const deliveries = asked.bursts * asked.burst * asked.subscribers
    return {
      way,
      memory: { empty, full, most: memory.most() },
      alone,
      all,
      deliveriesPerSecond: median(rates) ?? 0,
      cpuUs: cpu === null ? null : (cpu / deliveries) * 1e6,
      kept: await subscribers.close(),
      slugs: publisher.slugs.slice(before),
    }
  } finally {
    memory.stop()
  }
}
