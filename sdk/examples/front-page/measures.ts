import type { Measure } from '../../src/index.ts'

/** A choice of what is counted. */
export interface Choice {
  label: string
  measures: readonly Measure[]
}

const PEOPLE: readonly Measure[] = ['KILLED', 'INJURED', 'MISSING', 'DETAINED', 'DISPLACED', 'TROOPS']
const THINGS: readonly Measure[] = ['STRIKES', 'TARGETS']

/** People first: their counts can be held side by side, which those of years and dollars cannot. */
export const CHOICES: readonly [Choice, ...Choice[]] = [
  { label: 'all counts of people', measures: PEOPLE },
  { label: 'killed', measures: ['KILLED'] },
  { label: 'injured', measures: ['INJURED'] },
  { label: 'missing', measures: ['MISSING'] },
  { label: 'detained', measures: ['DETAINED'] },
  { label: 'displaced', measures: ['DISPLACED'] },
  { label: 'troops', measures: ['TROOPS'] },
  { label: 'strikes and targets', measures: THINGS },
  { label: 'everything', measures: [...PEOPLE, ...THINGS, 'MONEY', 'OTHER'] },
]
