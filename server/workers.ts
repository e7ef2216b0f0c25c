import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from './config.ts'
import { DRAIN_MS, type Endpoint } from './endpoint.ts'
import { listen } from './listen.ts'
import type { Logger } from './log.ts'
import type { Store } from './store.ts'
import { connectionsOfWorker } from './workers/connections.ts'
import { WorkerFailure } from './workers/failure.ts'
import { forkWorker, type Worker } from './workers/fork.ts'

/** What a worker may take longer than its requests to end. */
const END_MS = 1_000
/** A worker that did not listen for longer died at once. */
const BRIEF_LIFE_MS = 10_000
/** Brief lives in a row that a worker may have before the service ends. */
const MAX_BRIEF_LIVES = 5
const FIRST_PAUSE_MS = 50

/** Processes that share one port. */
export interface Workers extends Endpoint {
  /** Rejects with a WorkerFailure when a worker dies at once, again and again. */
  failure: Promise<never>
}

/**
 * Serves an open database in several processes, each with its own connections, feed head and keys. One that dies is
 * replaced. Resolves when all listen; throws PortTakenError, or a WorkerFailure where one cannot begin.
 */
export async function openWorkers(
  { url: databaseUrl, embedded }: Pick<Store, 'url' | 'embedded'>,
  { workers: count, host, port, metrics }: Pick<Config, 'workers' | 'host' | 'port' | 'metrics'>,
  log: Logger,
): Promise<Workers> {
  const running = new Set<Worker>()
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => {})
  const closing = new AbortController()

  const connections = connectionsOfWorker(count, embedded)
  const taken = await findPort(host, port)
  const start = (): Worker => {
    const worker = forkWorker({ is: 'SERVE', databaseUrl, connections, port: taken })
    running.add(worker)
    worker.ended.then(() => running.delete(worker))
    worker.listening.then(
      () => log.debug({ worker: worker.pid }, 'a worker listens'),
      () => {},
    )
    return worker
  }
  const close = async () => {
    closing.abort()
    await Promise.all([...running].map((worker) => worker.close(DRAIN_MS + END_MS)))
  }
  /** By their places, which replacements take over. */
  const places: Worker[] = []
  /** Replaces a worker when it ends, and its replacement then. */
  const keep = async (first: Worker, place: number) => {
    let worker = first
    for (let brief = 0; ; ) {
      const { how, listenedMs } = await worker.ended
      if (closing.signal.aborted) return
      brief = listenedMs < BRIEF_LIFE_MS ? brief + 1 : 0
      log.error({ worker: worker.pid, how, listenedMs: Math.round(listenedMs) }, 'a worker ended')
      if (brief > MAX_BRIEF_LIVES) return failed.reject(new WorkerFailure(hopeless(how)))
      await sleep(FIRST_PAUSE_MS * 2 ** brief, undefined, { signal: closing.signal }).catch(() => {})
      if (closing.signal.aborted) return
      worker = start()
      places[place] = worker
    }
  }

  try {
    places.push(...Array.from({ length: count }, start))
    const [url = ''] = await Promise.all(places.map(({ listening }) => listening))
    for (const [place, worker] of places.entries()) void keep(worker, place)
    const measure = metrics ? await measuring(places) : async () => []
    return { url, failure: failed.promise, measure, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Of the primary, and of each worker by the place that it has: places are few, and processes come and go. */
async function measuring(places: readonly Worker[]): Promise<Endpoint['measure']> {
  const { createProcessMeasure } = await import('./metrics/process.ts')
  const { labelled } = await import('./metrics/page.ts')
  const ofPrimary = createProcessMeasure()
  return () =>
    Promise.all([
      ofPrimary().then((measured) => labelled(measured, 'primary')),
      ...places.map(async (worker, place) => labelled(await worker.measure(), `${place + 1}`)),
    ])
}

/** The port, or a free one for 0: were each worker to ask for any, a late one could be given another. */
async function findPort(host: string, port: number): Promise<number> {
  const probe = await listen({ request: () => {} }, host, port)
  await probe.close(0)
  return Number(new URL(probe.origin).port || DEFAULT_HTTP_PORT)
}

const DEFAULT_HTTP_PORT = 80

const hopeless = (how: string) =>
  `A worker ended ${MAX_BRIEF_LIVES + 1} times in a row before it had listened for ${BRIEF_LIFE_MS / 1_000} seconds, at last by: ${how}. The log says why`
