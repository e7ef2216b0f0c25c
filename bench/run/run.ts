import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { SHAPES } from '../shapes/index.ts'
import { checkAnswers } from './check-answers.ts'
import { BenchFailure } from './failure.ts'
import { findCursors } from './find-cursors.ts'
import { openLoad } from './load.ts'
import { type Bench, measure } from './measure.ts'
import type { Options } from './options.ts'
import { createRequests, type Requests } from './requests.ts'
import { hasTurn, type Results, readResults, withoutTurn, writeResults } from './results.ts'
import { planTurns, type Turn } from './rounds.ts'
import { findSamples } from './samples.ts'
import { openServer, type RunningServer } from './servers.ts'
import { machineName, openTarget, type Target } from './target.ts'
import { openBackends } from './usage.ts'

type Tell = (line: string) => void

/** Everything that measuring takes, opened. The caller disposes of it. */
interface Field extends AsyncDisposable {
  target: Target
  servers: readonly RunningServer[]
  requests: ReadonlyMap<string, Requests>
  bench: Bench
}

/** Measures what the options ask for; the results are written after every turn. Throws BenchFailure. */
export async function runBench(options: Options, signal: AbortSignal, tell: Tell): Promise<Results> {
  await using field = await openField(options, signal, tell)
  const results = options.resume ? await goOn(options, field) : await begin(options, field)
  const turns = planTurns({ ...options, servers: options.only }).filter(
    (turn) => !hasTurn(results.measurements, turn),
  )
  for (const [at, turn] of turns.entries()) {
    results.measurements = withoutTurn(results.measurements, turn)
    tell(`${at + 1} of ${turns.length}: ${turn.shape}, ${turn.connections} connections, round ${turn.round}`)
    results.measurements.push(...(await takeTurn(field, turn, options.seconds)))
    await writeResults(options.results, results)
  }
  return results
}

/** Starts the servers, draws the requests and compares the answers. */
export async function openField(
  { url, only, shapes, seed }: Options,
  signal: AbortSignal,
  tell: Tell,
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

async function takeTurn({ servers, requests, bench }: Field, turn: Turn, seconds: number) {
  const asked = requests.get(turn.shape)
  const measurements = []
  for (const name of turn.order) {
    const server = servers.find((one) => one.name === name)
    if (server && asked) measurements.push(await measure(bench, server, asked, { ...turn, seconds }))
  }
  return measurements
}

async function begin({ seconds, seed }: Options, { target, servers }: Field): Promise<Results> {
  const { postgres, articles, claims } = target
  return {
    about: {
      begun: new Date().toISOString().slice(0, 10),
      commit: await commit(),
      machine: machineName(),
      node: process.version,
      postgres,
      articles,
      claims,
      seconds,
      seed,
    },
    startMs: Object.fromEntries(servers.map(({ name, startMs }) => [name, Math.round(startMs)])),
    measurements: [],
  }
}

async function goOn({ results: path, seconds, seed }: Options, { target }: Field): Promise<Results> {
  const results = await readResults(path)
  const { about } = results
  if (about.seconds === seconds && about.seed === seed && about.claims === target.claims) return results
  throw new BenchFailure(
    `${path} is of ${about.claims} claims, --seconds ${about.seconds}, --seed ${about.seed}: give the same`,
  )
}

async function commit(): Promise<string> {
  try {
    return (await promisify(execFile)('git', ['rev-parse', '--short', 'HEAD'])).stdout.trim()
  } catch {
    return 'unknown'
  }
}
