import type { Way } from './way.ts'

/** What the process of subscribers is told to do, one after the other. */
export type Job =
  /** Opens so many, of whom some keep all that they are sent. */
  | { do: 'open'; way: Way; origin: string; count: number; checked: number }
  /** From now on each is to be sent so many entries; answered at once. */
  | { do: 'expect'; entries: number }
  /** Answered when all have them, or some have had nothing for long. */
  | { do: 'await' }
  | { do: 'close' }

export interface Opened {
  opened: number
}

export interface Arrivals {
  /** When each subscriber had its last entry, by `nowMs`. */
  at: number[]
  /** Entries that did not come, and entries too many, of all. */
  lost: number
  extra: number
}

export interface Checked {
  /** All that those who keep it were sent, as it came. */
  kept: string[]
}
