import type { GraphQLError } from 'graphql'
import type { FeedPosition } from '../../db/feed.ts'
import type { Group, Reader } from './group.ts'
import { chain, createRun, type Frame, type Run } from './runs.ts'

/** A subscription that has begun. Whoever opened it ends it by `return`, and asks for the next frames only then. */
export interface Subscription {
  /**
   * The frames that are there, one at least, in their order; waits for the next where there are none. Null at the end. The
   * very same array goes to all who are sent the same, so that they can be encoded once.
   */
  next(): Promise<readonly Frame[] | null>
  /** Ends it, and a `next` that waits. May be called more than once. */
  return(): void
  /** The same, but that a last frame tells why. */
  end(error: unknown): void
}

/** `failed` says what a last frame tells of an error; `left` is called once, at the end. */
export function createSubscription(
  group: Group,
  start: FeedPosition,
  heartbeatMs: number,
  { failed, left }: { failed: (error: unknown) => GraphQLError; left: () => void },
): Subscription {
  const reader: Reader = { at: start, run: null, wake: null }
  let cursor = start.cursor
  let begun = false
  let isOver = false
  let ending: { error: unknown } | null = null
  let reading: ReturnType<Group['readBehind']> | null = null
  let sent = performance.now()

  const finish = () => {
    if (isOver) return
    isOver = true
    reader.wake?.()
    left()
  }
  const deliver = (frames: readonly Frame[]) => {
    cursor = frames.at(-1)?.cursor ?? cursor
    sent = performance.now()
    return frames
  }
  const take = (run: Run): readonly Frame[] => {
    if (run.isProgress) {
      if (run.upTo.seq < reader.at.seq) return group.progress(reader.at).framesAfter(cursor)
      reader.at = run.upTo
      return run.framesAfter(cursor)
    }
    const [first] = run.items
    const isWhole = first !== undefined && first.seq > reader.at.seq
    const frames = isWhole
      ? run.framesAfter(cursor)
      : chain(
          run.items.filter(({ seq }) => seq > reader.at.seq),
          cursor,
        )
    if (run.upTo.seq > reader.at.seq) reader.at = run.upTo
    return frames
  }
  /** A stretch that the group no longer has; word of progress where reading it takes long. */
  const catchUp = async (): Promise<readonly Frame[]> => {
    reading ??= group.readBehind(reader.at)
    const woken = Promise.withResolvers<null>()
    reader.wake = () => woken.resolve(null)
    const window = await withinMs(
      Promise.race([reading, woken.promise]),
      sent + heartbeatMs - performance.now(),
    )
    reader.wake = null
    if (window) {
      reading = null
      const frames = take(createRun(reader.at.seq, window))
      if (window.reached.seq > reader.at.seq) reader.at = window.reached
      if (frames.length > 0) return frames
    }
    return performance.now() - sent >= heartbeatMs ? group.progress(reader.at).framesAfter(cursor) : []
  }
  const isUsual = () => !isOver && !ending && !group.failure
  /** The frames that the group has; none where it has nothing new, or the reader is behind. */
  const look = (): readonly Frame[] => {
    for (let run = group.next(reader); run; run = group.next(reader)) {
      const frames = take(run)
      if (frames.length > 0) return frames
    }
    return []
  }
  /** What is sent last; null where nobody is there to be told. */
  const last = (): readonly Frame[] | null => {
    if (group.failure) ending ??= { error: group.failure }
    if (isOver || !ending) return null
    const { error } = ending
    finish()
    const errors = [failed(error)]
    return [{ text: JSON.stringify({ errors }), cursor, errors }]
  }
  return {
    // Thousands wait at once, and what each of them waits by lives until the next entry: one promise, where all goes well.
    next: () => {
      if (isOver) return Promise.resolve(null)
      if (!begun) {
        begun = true
        return Promise.resolve(deliver(group.progress(start).framesAfter(cursor)))
      }
      return new Promise((resolve) => {
        const found = (frames: readonly Frame[]) => {
          if (frames.length > 0 && isUsual()) resolve(deliver(frames))
          else tryAgain()
        }
        const fail = (error: unknown) => {
          ending ??= { error }
          resolve(last())
        }
        const tryAgain = () => {
          if (!isUsual()) return resolve(last())
          const frames = look()
          if (frames.length > 0) resolve(deliver(frames))
          else if (group.isBehind(reader)) catchUp().then(found).catch(fail)
          else group.wait(reader, tryAgain)
        }
        tryAgain()
      })
    },
    return: finish,
    end: (error) => {
      ending ??= { error }
      reader.wake?.()
    },
  }
}

/** Null where it takes longer. It may be waited for again. */
async function withinMs<Result>(work: Promise<Result>, ms: number): Promise<Result | null> {
  const late = Promise.withResolvers<null>()
  const timer = setTimeout(() => late.resolve(null), Math.max(ms, 0))
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
