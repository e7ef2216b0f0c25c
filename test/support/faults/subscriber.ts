import { setTimeout as wait } from 'node:timers/promises'
import type { FrameRead } from '../history/history.ts'
import type { Dice } from '../random.ts'
import type { Follow, Result } from './follow.ts'
import type { Replica } from './replica.ts'

/** A reader that goes from replica to replica, and notes all that it is sent. */
export interface Subscriber {
  name: string
  /** The last place that it was told. */
  readonly cursor: string
  readonly frames: readonly FrameRead[]
  /** What it was sent, with when by performance.now(). */
  readonly deliveries: readonly Delivery[]
  /** Codes of errors that are no ends to come back from. */
  readonly refusals: readonly string[]
  /** Destroys its socket; it comes back to any replica. */
  cut(): void
  stop(): Promise<void>
}

interface Delivery {
  value: string
  cursor: string
  at: number
}

interface SubscriberOptions {
  name: string
  follow: Follow
  replicas: readonly Replica[]
  /** Where it begins. */
  start: string
  dice: Dice
  /** Whether it leaves no connection of itself. */
  stays: boolean
}

const QUERY = `subscription ($after: Cursor) {
  outlets(after: $after) { cursor previousCursor entry { nodeId } node { name } }
}`
/** What says nothing for so long while others write is taken for dead. */
const SILENCE_MS = 2_500
/** It leaves at a time, or in the midst of what came at once. */
const LONGEST_STAY_MS = 2_000
const MOST_FRAMES = 100
const PAUSE_MS = 20
/** Ends that say: come back. */
const ENDS = new Set(['GOING_AWAY', 'BUSY', 'SLOW_READER'])

/** Starts to read at once. */
export function startSubscriber({
  name,
  follow,
  replicas,
  start,
  dice,
  stays,
}: SubscriberOptions): Subscriber {
  const frames: FrameRead[] = []
  const deliveries: Delivery[] = []
  const refusals: string[] = []
  let cursor = start
  let stopped = false
  let connection = new AbortController()

  const take = ({ data, errors }: Result) => {
    if (errors) {
      const { code } = errors[0].extensions
      if (!ENDS.has(code)) refusals.push(code)
      return
    }
    const { node, ...frame } = data.outlets
    cursor = frame.cursor
    frames.push({ cursor, previousCursor: frame.previousCursor })
    if (frame.entry)
      deliveries.push({ value: node?.name ?? frame.entry.nodeId, cursor, at: performance.now() })
  }
  const connect = async (url: string) => {
    connection = new AbortController()
    const cut = () => connection.abort()
    const silence = setTimeout(cut, SILENCE_MS)
    const stay = stays ? undefined : setTimeout(cut, dice.below(LONGEST_STAY_MS))
    let left = stays ? Number.POSITIVE_INFINITY : 1 + dice.below(MOST_FRAMES)
    const onResult = (result: Result) => {
      silence.refresh()
      take(result)
      if (--left === 0) cut()
    }
    try {
      await follow(url, { query: QUERY, start, last: cursor }, onResult, connection.signal)
    } catch {
      // A connection that is lost is what this is about.
    }
    clearTimeout(silence)
    clearTimeout(stay)
  }
  const read = async () => {
    while (!stopped) {
      const url = replicas[dice.below(replicas.length)]?.url
      if (url) await connect(url)
      await wait(PAUSE_MS)
    }
  }
  const reading = read()
  return {
    name,
    frames,
    deliveries,
    refusals,
    get cursor() {
      return cursor
    },
    cut: () => connection.abort(),
    stop: async () => {
      stopped = true
      connection.abort()
      await reading
    },
  }
}
