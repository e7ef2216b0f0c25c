import { parseFigure } from '../values/figure.ts'
import { InvalidValue } from '../values/invalid-value.ts'
import { COMPARATORS, MEASURES } from '../vocabulary.ts'
import { list, optional, required } from './fields.ts'
import { at, report } from './reading.ts'
import type { Place, Row } from './shape.ts'
import { anyNumber, MAX_CODE, MAX_NAME, oneOf, text } from './values.ts'

/** Figures as printed. Bounds, comparator and unit are read from the words unless the record gives them. */
export const figures = list(
  'claim_figure',
  'claim_id',
  {
    verbatim: required('verbatim', text(MAX_NAME)),
    comparator: optional('comparator', oneOf(COMPARATORS)),
    low: optional('low', anyNumber),
    high: optional('high', anyNumber),
    unit: optional('unit', text(MAX_CODE)),
    measure: required('measure', oneOf(MEASURES)),
    population: optional('population', text(MAX_NAME)),
  },
  { check: (row, place) => (row.comparator === null ? deriveBounds : checkBounds)(row, place) },
)

function deriveBounds(row: Row, place: Place): void {
  const { verbatim, low, high } = row
  if (low !== null || high !== null) {
    report(at(place, 'comparator'), new InvalidValue('INCONSISTENT', 'Bounds need a comparator.'))
  } else if (typeof verbatim === 'string') {
    const figure = parseFigure(verbatim)
    if (figure === null) {
      report(at(place, 'verbatim'), new InvalidValue('NO_FIGURE', 'These words hold no figure.'))
    } else Object.assign(row, { ...figure, unit: row.unit ?? figure.unit })
  }
}

function checkBounds({ comparator, low, high }: Row, place: Place): void {
  const isVague = comparator === 'VAGUE'
  if (isVague !== (low === null && high === null)) {
    const message = isVague ? 'A VAGUE figure has no bounds.' : 'This comparator needs a bound.'
    report(at(place, 'low'), new InvalidValue('INCONSISTENT', message))
  }
  if (low !== null && high !== null && Number(low) > Number(high)) {
    report(at(place, 'high'), new InvalidValue('OUT_OF_RANGE', 'The high bound is below the low one.'))
  }
}
