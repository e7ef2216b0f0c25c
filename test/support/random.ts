/** Dice that fall the same in every run (mulberry32). */
export interface Dice {
  /** From 0 up to and without 1. */
  random: () => number
  /** A whole number from 0 up to and without a limit. */
  below: (limit: number) => number
  pick: <Item>(items: readonly [Item, ...Item[]]) => Item
  /** Whether something of a probability happens. */
  chance: (probability: number) => boolean
}

export function createDice(seed: number): Dice {
  let state = seed
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(random() * limit)
  return {
    random,
    below,
    pick: (items) => items[below(items.length)] ?? items[0],
    chance: (probability) => random() < probability,
  }
}
