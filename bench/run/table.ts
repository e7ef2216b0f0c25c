import { grouped, judged, NONE, round, table } from '../markdown.ts'
import { SERVERS, type Server } from '../shapes/shape.ts'
import { judgeMemory, judgeMultiple, judgeP99, judgeShare, judgeStart } from './bar.ts'
import { type Figures, figuresOf } from './ratios.ts'
import type { Results } from './results.ts'

/** What the tables know of a shape. */
export interface ShapeInTable {
  name: string
  nested: boolean
}

/** The results as tables of Markdown, each figure beside its bar. */
export function tablesOf(
  { measurements, startMs }: Pick<Results, 'measurements' | 'startMs'>,
  shapes: readonly ShapeInTable[],
): string {
  const figures = figuresOf(measurements).toSorted(
    (one, other) => placeOf(shapes, one) - placeOf(shapes, other) || one.connections - other.connections,
  )
  const nested = (shape: string) => shapes.some(({ name, nested }) => name === shape && nested)
  return [
    table(
      [
        'shape',
        'connections',
        'Dateline : limit',
        'PostGraphile : limit',
        'Dateline : PostGraphile',
        'p99, ms',
      ],
      figures.map((one) => ratioRow(one, nested(one.shape))),
    ),
    table(
      ['shape', 'connections', ...SERVERS.map((server) => `${TITLES[server]}: a second, CPU`)],
      figures.map(({ shape, connections, servers }) => [
        shape,
        String(connections),
        ...SERVERS.map((server) => workOf(servers[server])),
      ]),
    ),
    table(
      ['', 'memory at most, MB', 'start, ms'],
      SERVERS.map((server) => [TITLES[server], memoryOf(figures, server), startOf(startMs[server], server)]),
    ),
  ].join('\n\n')
}

export const TITLES: Record<Server, string> = {
  limit: 'limit',
  postgraphile: 'PostGraphile',
  dateline: 'Dateline',
}

function ratioRow({ shape, connections, servers, ratio }: Figures, nested: boolean): string[] {
  const [share, multiple] = [ratio('dateline', 'limit'), ratio('dateline', 'postgraphile')]
  const [ours, theirs] = [servers.dateline?.p99, servers.postgraphile?.p99]
  const p99 = ours !== undefined && theirs !== undefined ? judgeP99(ours, theirs, connections) : null
  return [
    shape,
    String(connections),
    share === null ? NONE : judged(judgeShare(share, connections)),
    round(ratio('postgraphile', 'limit')),
    multiple === null ? NONE : judged(judgeMultiple(multiple, nested)),
    p99 ? judged(p99) : round(ours ?? null),
  ]
}

function workOf(server: Figures['servers'][Server]): string {
  if (server === undefined) return NONE
  const cpu = [server.serverCpuUs, server.postgresCpuUs].map((us) => (us === null ? NONE : grouped(us)))
  return `${grouped(server.perSecond)}, ${cpu.join(' + ')} µs`
}

function memoryOf(figures: readonly Figures[], server: Server): string {
  const resident = figures.map(({ servers }) => servers[server]?.resident ?? 0)
  const megabytes = Math.max(0, ...resident) / 1e6
  if (megabytes === 0) return NONE
  return server === 'dateline' ? judged(judgeMemory(megabytes)) : round(megabytes)
}

function startOf(ms: number | undefined, server: Server): string {
  if (ms === undefined) return NONE
  return server === 'dateline' ? judged(judgeStart(ms)) : round(ms)
}

const placeOf = (shapes: readonly ShapeInTable[], { shape }: Figures) =>
  shapes.findIndex(({ name }) => name === shape)
