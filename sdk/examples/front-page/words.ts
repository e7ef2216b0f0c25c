import type { FigureOfEventFragment } from '../../src/index.ts'

type Range = Pick<FigureOfEventFragment, 'low' | 'high'>
type Counted = Pick<FigureOfEventFragment, 'measure' | 'unit' | 'population'>

const NUMBERS = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })

/** `6–7`, `39 or more`, `up to 4`. */
export function rangeText({ low, high }: Range): string {
  if (low === null && high === null) return 'no number'
  if (high === null) return `${number(low)} or more`
  if (low === null) return `up to ${number(high)}`
  return low === high ? number(low) : `${number(low)}–${number(high)}`
}

/** What was counted, as it follows a number: `killed`, `facilities struck`, `U.S. troops`. */
export function countedText({ measure, unit, population }: Counted): string {
  switch (measure) {
    case 'TROOPS':
      return population ?? 'troops'
    case 'TARGETS':
      return `${unit ?? 'targets'} struck${of(population)}`
    case 'OTHER':
    case 'MONEY':
    case 'STRIKES':
      return `${unit ?? measure.toLowerCase()}${of(population)}`
    default:
      return `${measure.toLowerCase()}${of(population)}`
  }
}

/** `3 independent sources`. */
export const sourcesText = (count: number): string =>
  count === 1 ? '1 source' : `${number(count)} independent sources`

/** Words of the graph's own lists: `REPORTED_VIA` is `reported via`. */
export const plain = (word: string): string => word.toLowerCase().replaceAll('_', ' ')

const of = (population: string | null) => (population ? `, ${population}` : '')
const number = (value: number | null) => (value === null ? '?' : NUMBERS.format(value))
