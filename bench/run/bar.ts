/** A figure beside what it must reach. */
export interface Judged {
  figure: number
  bar: number
  /** Whether less is better. */
  atMost: boolean
  passes: boolean
}

/** Dateline's throughput as a share of the limit's. Alone on its connection a request waits for every hand-over. */
export const judgeShare = (figure: number, connections: number): Judged =>
  atLeast(figure, connections === 1 ? LONE_SHARE : SHARE)

/** Dateline's throughput as a multiple of PostGraphile's. */
export const judgeMultiple = (figure: number, nested: boolean): Judged =>
  atLeast(figure, nested ? NESTED_MULTIPLE : MULTIPLE)

/** Dateline's p99 against PostGraphile's, in milliseconds, where the connections are many; null elsewhere. */
export const judgeP99 = (figure: number, postgraphile: number, connections: number): Judged | null =>
  connections < MANY_CONNECTIONS ? null : atMost(figure, postgraphile)

export const judgeMemory = (megabytes: number): Judged => atMost(megabytes, MAX_MEGABYTES)
export const judgeStart = (ms: number): Judged => atMost(ms, MAX_START_MS)

const SHARE = 0.9
const LONE_SHARE = 0.6
const MULTIPLE = 1.5
const NESTED_MULTIPLE = 3
const MANY_CONNECTIONS = 64
const MAX_MEGABYTES = 200
const MAX_START_MS = 1_000

/** A figure that is to be large. */
export const atLeast = (figure: number, bar: number): Judged => ({
  figure,
  bar,
  atMost: false,
  passes: figure >= bar,
})
/** One that is to be small. */
export const atMost = (figure: number, bar: number): Judged => ({
  figure,
  bar,
  atMost: true,
  passes: figure <= bar,
})
