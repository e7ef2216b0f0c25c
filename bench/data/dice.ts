/** Rolls numbers from 0 to below 1. */
export type Dice = () => number

/** Dice for one record: what they roll depends on the seed, the kind and the id alone, not on the order of making. */
export type DiceFor = (kind: string, id: number) => Dice

/** What may be rolled, each with its share in percent; the last takes what the others leave. */
export type Shares<Value> = readonly (readonly [Value, number])[]

export const createDice =
  (seed: number): DiceFor =>
  (kind, id) =>
    sfc32(seed, hashOf(kind), id)

export const chance = (dice: Dice, probability: number): boolean => dice() < probability

/** A whole number from 0 to below `end`. */
export const below = (dice: Dice, end: number): number => Math.floor(dice() * end)

/** A whole number from `first` to `last`. */
export const between = (dice: Dice, first: number, last: number): number =>
  first + below(dice, last - first + 1)

/** A rank from 1 to `count`, as words occur in a text: rank k comes up 1/k times as often as rank 1. */
export const zipf = (dice: Dice, count: number): number => Math.min(count, Math.floor((count + 1) ** dice()))

/** A rank from 1 to `count`, the low ones oftener: rank k comes up about k^(1/power - 1) times as often as rank 1. */
export const skewed = (dice: Dice, count: number, power: number): number =>
  1 + Math.floor(count * dice() ** power)

export function pick<Value>(dice: Dice, values: readonly [Value, ...Value[]] | readonly Value[]): Value {
  const value = values[below(dice, values.length)]
  if (value === undefined) throw new RangeError('There is nothing to pick from')
  return value
}

export function share<Value>(dice: Dice, shares: Shares<Value>): Value {
  let left = dice() * 100
  for (const [value, percent] of shares) {
    left -= percent
    if (left < 0) return value
  }
  const last = shares.at(-1)
  if (last === undefined) throw new RangeError('There are no shares')
  return last[0]
}

/** Up to `count` different values. */
export function distinct<Value>(count: number, roll: () => Value): Value[] {
  const values = new Set<Value>()
  for (let tries = 0; values.size < count && tries < count * 3; tries++) values.add(roll())
  return [...values]
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash
}

const WARM_UP_ROLLS = 12

/** Chris Doty-Humphrey's generator: 128 bits of state, so that the rolls of a million records do not overlap. */
function sfc32(a: number, b: number, c: number): Dice {
  let counter = 1
  const roll = () => {
    const sum = (a + b + counter++) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 2 ** 32
  }
  for (let rolls = 0; rolls < WARM_UP_ROLLS; rolls++) roll()
  return roll
}
