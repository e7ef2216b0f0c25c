import { LRUCache } from 'lru-cache'

/** What is made of the same frames or results once, while others may still come for it. */
export interface SharedBytes<K extends object, V extends object> {
  of(key: K): V
}

/**
 * The keys themselves are kept much longer, for who is behind: their bytes would be the better part of a server's memory.
 * Whoever comes late for some has them made anew.
 */
const MAX_BYTES = 4_000_000

export function createSharedBytes<K extends object, V extends object>(
  make: (key: K) => V,
  sizeOf: (value: V) => number,
  maxBytes = MAX_BYTES,
): SharedBytes<K, V> {
  const known = new LRUCache<K, V>({
    maxSize: maxBytes,
    sizeCalculation: (value) => Math.max(1, sizeOf(value)),
  })
  return {
    of: (key) => {
      const found = known.get(key)
      if (found) return found
      const made = make(key)
      known.set(key, made)
      return made
    },
  }
}
