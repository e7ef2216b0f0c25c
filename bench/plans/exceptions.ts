interface Exception {
  /** The names of the queries, with the kind of plan behind: `filter articles by slug eq a rare one, generic`. */
  cases: RegExp
  /** Beyond it the plan is a fault after all. */
  milliseconds: number
  because: string
}

/** Plans that cost more than the limits of judge.ts allow, up to how much they may, and why that is put up with. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    cases: /^(filter|related|past) /,
    milliseconds: 100,
    because: 'broad: reading tables or long ranges from memory is faster than it looks',
  },
  {
    cases: /^filter \w+ by [^:]+$/,
    milliseconds: 1_000,
    because: 'the order is walked for rows that lie at its other end, or are few',
  },
  {
    cases: /^filter \w+ by [^:]+: /,
    milliseconds: 2_500,
    because: 'the order is walked with a look-up each for related rows that are few or none',
  },
  {
    cases: /^filter .*, generic$/,
    milliseconds: 6_000,
    because:
      'planned without knowing that the value is rare, or common; PostgreSQL weighs such a plan against five others',
  },
  {
    cases: /^related (Outlet|Party|Author|Subject)\.(claims|articles) /,
    milliseconds: 1_000,
    because: 'of the greatest outlet 38,000 claims are read to find the first twenty of an order, and so on',
  },
  {
    cases:
      /^search for (a common word|a middling word|one or the other|one without the other|two words|a phrase)/,
    milliseconds: 1_500,
    because: 'all that is found is ranked: docs/decisions/0013-search-ranks-all.md',
  },
]
