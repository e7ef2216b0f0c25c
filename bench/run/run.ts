import { findCommit } from '../commit.ts'
import { BenchFailure } from './failure.ts'
import { type Field, openField } from './field.ts'
import { measure } from './measure.ts'
import type { Options } from './options.ts'
import { hasTurn, type Results, readResults, withoutTurn, writeResults } from './results.ts'
import { planTurns, type Turn } from './rounds.ts'
import { machineName } from './target.ts'

/** Measures what the options ask for; the results are written after every turn. Throws BenchFailure. */
export async function runBench(
  options: Options,
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<Results> {
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
      commit: await findCommit(),
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
