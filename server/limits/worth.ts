import { type Amount, productOf, sumOf } from './amount.ts'

/** What a field costs: what it reads itself, for each of its rows what is inside, and as often as it stands there. */
export interface Price {
  /** Response keys from the root, `events.nodes.claims`. */
  path: string
  own: Amount
  rows: Amount
  inside: readonly Price[]
  /** Of it and all inside. */
  whole: Amount
  /** Of its filter and of those inside, each once, however many rows they are asked of. */
  conditions: Amount
}

/** The price of a field without a filter, that is read once with what is inside of it. */
export function worth(
  path: string,
  points: Amount,
  isIncluded: Amount,
  inside: readonly Price[] = [],
): Price {
  return {
    path,
    own: productOf(isIncluded, points),
    rows: isIncluded,
    inside,
    whole: productOf(isIncluded, sumOf([points, ...inside.map(({ whole }) => whole)])),
    conditions: 0,
  }
}
