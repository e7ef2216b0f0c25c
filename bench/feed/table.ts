import { grouped, judged, NONE, round, table } from '../markdown.ts'
import { atLeast, atMost, type Judged } from '../run/bar.ts'
import type { Measurement, Server } from './figures.ts'
import type { Results } from './results.ts'
import { WAYS, type Way } from './way.ts'

/** The results as a table of Markdown, each figure beside its bar and the bare limit. */
export function tableOf({ measurements }: Pick<Results, 'measurements'>): string {
  const rows = WAYS.flatMap((way) => {
    const of = (server: Server) => measurements.find((one) => one.way === way && one.server === server)
    const ours = of('dateline')
    return ours ? FIGURES.map((figure) => rowOf(figure, ours, of('bare'))) : []
  })
  return table(['', '', 'Dateline', 'bare limit', 'Dateline : limit'], rows)
}

interface Figure {
  title: string
  of: (measurement: Measurement) => number | null
  judge?: (figure: number, way: Way) => Judged
}

const megabytes = (bytes: number | null) => (bytes === null ? null : bytes / 1e6)

const FIGURES: readonly Figure[] = [
  { title: 'memory with nobody, MB', of: ({ memory }) => megabytes(memory.empty) },
  { title: 'memory with all, MB', of: ({ memory }) => megabytes(memory.full) },
  {
    title: 'memory at most, MB',
    of: ({ memory }) => megabytes(memory.most),
    judge: (figure) => atMost(figure, 300),
  },
  { title: 'one entry to all, p50, ms', of: ({ all }) => all.p50 },
  { title: 'one entry to all, p99, ms', of: ({ all }) => all.p99, judge: (figure) => atMost(figure, 150) },
  {
    title: 'deliveries a second in a burst',
    of: ({ deliveriesPerSecond }) => deliveriesPerSecond,
    judge: (figure, way) => atLeast(figure, LEAST_DELIVERIES[way]),
  },
  { title: 'CPU a delivery, µs', of: ({ cpuUs }) => cpuUs },
  {
    title: 'entry to a lone subscriber, p50, ms',
    of: ({ alone }) => alone.p50,
    judge: (figure) => atMost(figure, 5),
  },
  {
    title: 'entry to a lone subscriber, p99, ms',
    of: ({ alone }) => alone.p99,
    judge: (figure) => atMost(figure, 50),
  },
]

const LEAST_DELIVERIES: Record<Way, number> = { sse: 150_000, websocket: 40_000 }

function rowOf({ title, of, judge }: Figure, ours: Measurement, bare: Measurement | undefined): string[] {
  const [figure, limit] = [of(ours), bare ? of(bare) : null]
  return [
    TITLES[ours.way],
    title,
    figure !== null && judge ? judged(judge(figure, ours.way)) : round(figure),
    round(limit),
    figure !== null && limit !== null && limit > 0 ? round(figure / limit) : NONE,
  ]
}

const TITLES: Record<Way, string> = { sse: 'SSE', websocket: 'WebSocket' }

/** Where, when and on what, in a sentence. */
export function aboutOf({ about }: Results): string {
  const { begun, commit, machine, node, postgres, subscribers, rounds, bursts, burst, alone, load } = about
  return `Measured on ${begun} at ${commit}: ${machine}; Node ${node}, PostgreSQL ${postgres}; ${grouped(subscribers)} subscribers, ${rounds} rounds of one entry, ${bursts} bursts of ${burst}, ${alone} entries to a lone subscriber; the load of the machine was ${load.map(round).join(' before and ')} after, the run itself included. Nothing was lost, repeated or out of order.`
}
