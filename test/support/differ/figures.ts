import type { Dice } from '../random.ts'

/** Numbers at the edges of a double. */
const NUMBERS = [
  0,
  1,
  39,
  40,
  -1,
  0.1,
  1e308,
  -1e308,
  5e-324,
  2 ** 53 - 1,
  2 ** 53,
  2 ** 53 + 2,
  1e21,
  1e-7,
] as const

/** A figure as a record gives it. */
export function figureOf({ pick, chance }: Dice, measure: string, population: string | null) {
  const [one, other] = [pick(NUMBERS), pick(NUMBERS)]
  const [low, high] = [Math.min(one, other), Math.max(one, other)]
  const bounds = pick([
    { comparator: 'EXACTLY', low, high: low },
    { comparator: 'AT_LEAST', low },
    { comparator: 'MORE_THAN', low },
    { comparator: 'AT_MOST', low: 0, high: Math.abs(high) },
    { comparator: 'BETWEEN', low, high },
    { comparator: 'ABOUT', low, high },
    { comparator: 'VAGUE' },
  ])
  return { verbatim: `${low} to ${high}`, measure, population, unit: chance(0.3) ? 'USD' : null, ...bounds }
}
