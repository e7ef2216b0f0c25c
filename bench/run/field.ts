import { SHAPES } from '../shapes/index.ts'
import { checkAnswers } from './check-answers.ts'
import { findCursors } from './find-cursors.ts'
import { openLoad } from './load.ts'
import type { Bench } from './measure.ts'
import type { Options } from './options.ts'
import { createRequests, type Requests } from './requests.ts'
import { findSamples } from './samples.ts'
import { openServer, type RunningServer } from './servers.ts'
import { openTarget, type Target } from './target.ts'
import { openBackends } from './usage.ts'

/** Everything that measuring takes, opened. The caller disposes of it. */
export interface Field extends AsyncDisposable {
  target: Target
  servers: readonly RunningServer[]
  requests: ReadonlyMap<string, Requests>
  bench: Bench
}

/** Starts the servers, draws the requests and compares the answers. */
export async function openField(
  { url, only, shapes, seed }: Options,
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<Field> {
  const opened = new AsyncDisposableStack()
  try {
    const target = opened.adopt(await openTarget(url), (target) => target.close())
    const servers: RunningServer[] = []
    for (const name of only) {
      servers.push(opened.adopt(await openServer(name, target.url, signal), (server) => server.close()))
    }
    tell(`started ${servers.map(({ name, startMs }) => `${name} in ${Math.round(startMs)} ms`).join(', ')}`)
    const samples = { ...(await findSamples(target.url, seed)), cursorAt: await findCursors(servers) }
    const requests = new Map<string, Requests>()
    for (const shape of SHAPES.filter(({ name }) => shapes.includes(name))) {
      const drawn = createRequests(shape, samples, seed)
      tell(`comparing the answers: ${shape.name}`)
      await checkAnswers(shape, drawn, servers, signal)
      requests.set(shape.name, drawn)
    }
    const load = opened.adopt(openLoad(), (load) => void load.close())
    signal.addEventListener('abort', () => load.close())
    const backends = opened.adopt(await openBackends(target.url), (backends) => backends.close())
    const closing = opened.move()
    return {
      target,
      servers,
      requests,
      bench: { load, backends, signal },
      [Symbol.asyncDispose]: () => closing.disposeAsync(),
    }
  } catch (error) {
    await opened.disposeAsync()
    throw error
  }
}
