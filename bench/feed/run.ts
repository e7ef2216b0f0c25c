import { loadavg } from 'node:os'
import { findCommit } from '../commit.ts'
import { machineName } from '../run/target.ts'
import { checkStream, lastSent } from './check.ts'
import type { Measurement } from './figures.ts'
import { refuseTooFew } from './limits.ts'
import { measure } from './measure.ts'
import type { Options } from './options.ts'
import { createBarePublisher, openWriter } from './publisher.ts'
import type { Results } from './results.ts'
import { openScratch } from './scratch.ts'
import { openBare, openDateline } from './servers.ts'
import { openSubscribers, type Subscribers } from './subscribers.ts'
import type { Way } from './way.ts'

/** Measures the service, and beside it the bare limit with the same bytes. Throws BenchFailure. */
export async function runFeedBench(
  options: Options,
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<Results> {
  await refuseTooFew(options.subscribers)
  const loadBefore = loadNow()
  await using opened = new AsyncDisposableStack()
  const scratch = opened.adopt(await openScratch(options.url), (scratch) => scratch.close())
  const subscribers = opened.adopt(openSubscribers(), (subscribers) => subscribers.end())
  signal.addEventListener('abort', () => subscribers.end())
  const measurements: Measurement[] = []
  for (const way of options.ways) {
    tell(`${way}: Dateline, ${options.subscribers} subscribers`)
    const ours = await measureDateline({ ...options, way, signal }, scratch.url, subscribers)
    measurements.push(ours.measurement)
    if (!options.besideBare) continue
    tell(`${way}: the bare limit, ${options.subscribers} subscribers`)
    measurements.push(await measureBare({ ...options, way, signal }, ours.entry, subscribers))
  }
  const { subscribers: count, rounds, bursts, burst, alone } = options
  return {
    about: {
      begun: new Date().toISOString().slice(0, 10),
      commit: await findCommit(),
      machine: machineName(),
      node: process.version,
      postgres: scratch.version,
      subscribers: count,
      rounds,
      bursts,
      burst,
      alone,
      load: [loadBefore, loadNow()],
    },
    measurements,
  }
}

const loadNow = () => loadavg()[0] ?? 0

type Asking = Options & { way: Way; signal: AbortSignal }

async function measureDateline(asking: Asking, url: string, subscribers: Subscribers) {
  await using opened = new AsyncDisposableStack()
  const server = opened.adopt(await openDateline(url, asking.signal), (server) => server.close())
  const writer = opened.adopt(openWriter(url, `${asking.way}-`), (writer) => writer.close())
  const { kept, slugs, ...measured } = await measure(server, subscribers, writer, asking)
  for (const text of kept) checkStream(text, slugs)
  const measurement: Measurement = { ...measured, server: 'dateline' }
  return { measurement, entry: lastSent(kept[0] ?? '') }
}

async function measureBare(asking: Asking, entry: string, subscribers: Subscribers): Promise<Measurement> {
  await using opened = new AsyncDisposableStack()
  const server = opened.adopt(await openBare(asking.signal), (server) => server.close())
  const publisher = createBarePublisher(server.origin, entry)
  const { kept, slugs, ...measured } = await measure(server, subscribers, publisher, asking)
  return { ...measured, server: 'bare' }
}
