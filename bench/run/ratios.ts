import type { Server } from '../shapes/shape.ts'
import type { Measurement } from './measure.ts'

/** The measurements of one shape with so many connections, put together. */
export interface Figures {
  shape: string
  connections: number
  rounds: number
  /** Medians over the rounds. */
  servers: Partial<Record<Server, ServerFigures>>
  /** Median over the rounds of one server's throughput as a share of another's in the same round; null without both. */
  ratio: (one: Server, other: Server) => number | null
}

export interface ServerFigures {
  perSecond: number
  /** Milliseconds. */
  p50: number
  p99: number
  /** The most of all rounds, in bytes. */
  resident: number | null
  /** Microseconds of CPU a request. */
  serverCpuUs: number | null
  postgresCpuUs: number | null
}

/** In the order in which shapes and connections first occur. */
export function figuresOf(measurements: readonly Measurement[]): Figures[] {
  const groups = Map.groupBy(measurements, ({ shape, connections }) => `${shape} ${connections}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const of = Map.groupBy(group, ({ server }) => server)
    return {
      shape: first.shape,
      connections: first.connections,
      rounds: new Set(group.map(({ round }) => round)).size,
      servers: Object.fromEntries([...of].map(([server, rounds]) => [server, serverFigures(rounds)])),
      ratio: (one, other) => medianRatio(of.get(one) ?? [], of.get(other) ?? []),
    }
  })
}

/** The middle one, or the mean of the two in the middle; null for none. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = (sorted.length - 1) / 2
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

const perSecond = ({ answered, seconds }: Measurement) => answered / seconds

function medianRatio(ones: readonly Measurement[], others: readonly Measurement[]): number | null {
  return median(
    ones.flatMap((one) => {
      const other = others.find(({ round }) => round === one.round)
      return other === undefined ? [] : [perSecond(one) / perSecond(other)]
    }),
  )
}

function serverFigures(rounds: readonly Measurement[]): ServerFigures {
  const middle = (read: (one: Measurement) => number) => median(rounds.map(read)) ?? 0
  const known = (read: (one: Measurement) => number | null) =>
    rounds.map(read).filter((value) => value !== null)
  const microseconds = (key: 'serverCpu' | 'postgresCpu') =>
    median(known((one) => (one[key] === null ? null : (one[key] / one.answered) * 1e6)))
  const resident = known((one) => one.resident)
  return {
    perSecond: middle(perSecond),
    p50: middle(({ p50 }) => p50),
    p99: middle(({ p99 }) => p99),
    resident: resident.length === 0 ? null : Math.max(...resident),
    serverCpuUs: microseconds('serverCpu'),
    postgresCpuUs: microseconds('postgresCpu'),
  }
}
