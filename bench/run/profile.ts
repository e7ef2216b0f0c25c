import pg from 'pg'
import type { Statement } from '../../db/database.ts'
import { SHAPES } from '../shapes/index.ts'
import { BenchFailure } from './failure.ts'
import { openField } from './field.ts'
import { measure } from './measure.ts'
import type { Options } from './options.ts'
import { median } from './ratios.ts'
import { captureStatements } from './statements.ts'
import { tablesOf } from './table.ts'

const CONNECTIONS = 16
const RUNS = 50

/**
 * Where the time of one shape goes: the servers under load, and the limit's statement beside those that Dateline sends
 * for the same request, each alone on one connection, with its plan. Throws BenchFailure.
 */
export async function profile(
  options: Options,
  name: string,
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<void> {
  await using field = await openField({ ...options, shapes: [name] }, signal, tell)
  const requests = field.requests.get(name)
  const shape = SHAPES.find((one) => one.name === name)
  const asked = requests?.asked[0]
  if (!requests || !shape || !asked) throw new BenchFailure(`There is no shape ${name}`)
  const turn = { shape: name, connections: CONNECTIONS, round: 1, seconds: options.seconds }
  const measurements = []
  for (const server of field.servers) measurements.push(await measure(field.bench, server, requests, turn))
  console.log(tablesOf({ measurements, startMs: {} }, SHAPES))
  const { url } = field.target
  const limit = { name: 'limit', text: shape.limit, values: asked.limit }
  const ours = await captureStatements(url, shape.dateline, asked.dateline)
  for (const [title, statement] of [
    ['limit', limit],
    ...ours.map((one) => ['Dateline', one] as const),
  ] as const) {
    console.log(await explained(url, title, statement))
  }
}

async function explained(url: string, title: string, { name, text, values }: Statement): Promise<string> {
  const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC -c datestyle=ISO' })
  await client.connect()
  try {
    const times: number[] = []
    for (let run = 0; run < RUNS; run++) {
      const started = performance.now()
      await client.query({ name, text, values: [...values], rowMode: 'array' })
      times.push(performance.now() - started)
    }
    const { rows } = await client.query<[string]>({
      text: `explain (analyze, buffers, costs off) ${text}`,
      values: [...values],
      rowMode: 'array',
    })
    const plan = rows.map(([line]) => line).join('\n')
    return `\n${title}: ${(median(times) ?? 0).toFixed(2)} ms, the median of ${RUNS} runs on one connection\n\n${text}\n\n${plan}`
  } finally {
    await client.end()
  }
}
