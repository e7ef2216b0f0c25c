import type { Asked, Way } from '../exchange.ts'
import { counter, histogram, type Measured, type Value } from './measured.ts'

/** How requests and operations of this process ended. Counting one is some additions: all else is done when they are asked for. */
export interface RequestCounts {
  count(ended: Ended): void
  measure(): Measured[]
}

/** A request, or an operation of a WebSocket, that has ended. */
export interface Ended {
  /** How it was answered. */
  way: Way
  asked: Asked
  /** Of HTTP; null of an operation, and where nobody was there to be answered. */
  status: number | null
  ms: number
}

/** In seconds, up to what an execution may take. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
/** There are fewer ways to end. Were a code ever made of what a client sends, no more than this would come of it. */
const MAX_SERIES = 400
const SECOND_MS = 1_000

export function createRequestCounts(): RequestCounts {
  const ends = new Map<string, { labels: Value['labels']; count: number }>()
  const times = new Map<string, Times>()
  const endOf = (way: Way, { kind = 'none', errors }: Asked, status: number | null) => {
    const code = errors?.[0] ?? ''
    const key = `${way} ${kind} ${status} ${code}`
    const known = ends.get(key)
    if (known) return known
    const labels = { way, operation: kind, status: status ?? '', code }
    if (ends.size >= MAX_SERIES) return putInto(ends, 'other', { labels: OTHERS, count: 0 })
    return putInto(ends, key, { labels, count: 0 })
  }
  return {
    count: ({ way, asked, status, ms }) => {
      endOf(way, asked, status).count++
      const { kind = 'none' } = asked
      // A stream lasts as long as its reader likes.
      if (kind === 'subscription') return
      const key = `${way} ${kind}`
      addTime(times.get(key) ?? putInto(times, key, createTimes({ way, operation: kind })), ms)
    },
    measure: () => [
      counter(
        'requests_total',
        REQUESTS,
        [...ends.values()].map(({ labels, count: value }) => ({ labels, value })),
      ),
      histogram('request_duration_seconds', DURATION, [...times.values()].flatMap(partsOf)),
    ],
  }
}

const REQUESTS =
  'Requests by HTTP, and operations over WebSockets, that have ended: by way, kind of operation, status and the code of the first error'
const DURATION = 'From the arrival of a request to the end of its answer; not of subscriptions'
const OTHERS = { way: 'other', operation: 'other', status: '', code: 'other' }

interface Times {
  labels: Value['labels']
  /** Of each bound, those that lay below it and above the one before; the last is of those above all. */
  below: number[]
  sum: number
}

const createTimes = (labels: Value['labels']): Times => ({
  labels,
  below: Array.from({ length: BOUNDS.length + 1 }, () => 0),
  sum: 0,
})

function addTime(times: Times, ms: number): void {
  const seconds = ms / SECOND_MS
  let at = 0
  while (at < BOUNDS.length && seconds > (BOUNDS[at] ?? 0)) at++
  times.below[at] = (times.below[at] ?? 0) + 1
  times.sum += seconds
}

/** As Prometheus wants them: each bound with all that lay below it. */
function partsOf({ labels, below, sum }: Times): Value[] {
  const name = 'dateline_request_duration_seconds'
  let count = 0
  const buckets = below.map((more, at) => {
    count += more
    return { metricName: `${name}_bucket`, labels: { ...labels, le: BOUNDS[at] ?? '+Inf' }, value: count }
  })
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: count },
  ]
}

function putInto<Value>(map: Map<string, Value>, key: string, value: Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  map.set(key, value)
  return value
}
