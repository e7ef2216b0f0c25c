import type { NodeKind } from '../vocabulary.ts'

/** An entry of the feed, as far as a process keeps it. */
export interface FeedItem {
  /** From 1, without gaps. A number of JavaScript holds as many as a feed can have. */
  seq: number
  kind: NodeKind
  /** Its place. */
  cursor: string
}

/** The newest entries of the feed, as many as it has room for. */
export interface Ring {
  /** Adds the entry that follows the newest. */
  add(item: FeedItem): void
  /** The entries behind `after` up to `upTo`; null where one of them is not here (any more). */
  between(after: number, upTo: number): FeedItem[] | null
  clear(): void
}

/** Keeps the last `size` entries. */
export function createRing(size: number): Ring {
  const items: FeedItem[] = []
  let oldest = 0
  let newest = 0
  return {
    add: (item) => {
      items[item.seq % size] = item
      newest = item.seq
      oldest = oldest === 0 ? item.seq : Math.max(oldest, item.seq - size + 1)
    },
    between: (after, upTo) => {
      if (oldest === 0 || after + 1 < oldest || upTo > newest) return null
      const found: FeedItem[] = []
      for (let seq = after + 1; seq <= upTo; seq++) {
        const item = items[seq % size]
        if (item) found.push(item)
      }
      return found
    },
    clear: () => {
      items.length = 0
      oldest = 0
      newest = 0
    },
  }
}
