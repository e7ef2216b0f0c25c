const FEWEST_DECADES = 2
const TICKS = new Intl.NumberFormat('en', { notation: 'compact' })

/**
 * Where a number stands, in steps from the left: nothing at 0, one at 1, ten at 2 and so on. Figures differ by orders of
 * magnitude; a logarithm alone has no place for "none".
 */
export const placeOf = (value: number): number => (value < 1 ? Math.max(value, 0) : 1 + Math.log10(value))

/** How many steps hold all the numbers. */
export const stepsFor = (values: readonly number[]): number =>
  1 + Math.max(FEWEST_DECADES, ...values.map((value) => Math.ceil(placeOf(value) - 1)))

/** The words of the axis, a tick for each step. */
export const ticksOf = (steps: number): string[] =>
  Array.from({ length: steps + 1 }, (_, at) => TICKS.format(at === 0 ? 0 : 10 ** (at - 1)))
