import type { GraphQLError } from 'graphql'
import type { FeedPosition } from '../../db/feed.ts'
import type { Item } from './frame-text.ts'

/** What a subscriber is sent at a time. The very same object goes to all who are sent the same. */
export interface Frame {
  /** An ExecutionResult as JSON. */
  readonly text: string
  /** The place that is reached with it: a subscription after it goes on where this one was. */
  readonly cursor: string
  /** Whether it holds no entry, and tells only how far the feed was read. */
  readonly isProgress?: boolean
  /** Why the subscription ends with it: the errors that are its text. */
  readonly errors?: readonly GraphQLError[]
}

/** What one statement found, or word of progress: kept for the subscribers of a group until they have come for it. */
export interface Run {
  /** The number behind which it begins. */
  from: number
  upTo: FeedPosition
  items: readonly Item[]
  /** Word of progress, which says nothing but where it stands. */
  isProgress: boolean
  /** In characters, with what an object takes. */
  size: number
  /** The frames for whoever stands before the run, and was sent a place as the last. */
  framesAfter(previousCursor: string): readonly Frame[]
}

const OBJECT_CHARACTERS = 500

export function createRun(
  from: number,
  { items, reached }: { items: readonly Item[]; reached: FeedPosition },
  isProgress = false,
): Run {
  let last: { previousCursor: string; frames: readonly Frame[] } | null = null
  const rest = chain(items.slice(1), items[0]?.cursor ?? '', isProgress)
  const size = rest.reduce((sum, { text }) => sum + text.length + OBJECT_CHARACTERS, OBJECT_CHARACTERS)
  return {
    from,
    upTo: reached,
    items,
    isProgress,
    size: size + (items[0]?.text('').length ?? 0),
    framesAfter: (previousCursor) => {
      // Nearly all were sent the same place before. What is kept for each of the others would be counted nowhere.
      if (last?.previousCursor !== previousCursor) {
        const first = chain(items.slice(0, 1), previousCursor, isProgress)
        last = { previousCursor, frames: [...first, ...rest] }
      }
      return last.frames
    },
  }
}

/** Each tells the one before it, the first a place that is given. */
export function chain(items: readonly Item[], previousCursor: string, isProgress = false): Frame[] {
  let previous = previousCursor
  return items.map(({ cursor, text }) => {
    const frame = { text: text(previous), cursor, ...(isProgress && { isProgress }) }
    previous = cursor
    return frame
  })
}
