import type { FigureRecord } from '../../db/records.ts'
import { findFigures } from '../../db/values/figure.ts'

/** The figures printed in a passage, in its order, each with the measure that the nearest telling word gives. */
export function figuresOf(passage: string): FigureRecord[] {
  const figures = findFigures(passage)
  const codePoints = figures.length > 0 ? Array.from(passage) : []
  const words = (start: number, end: number) => codePoints.slice(Math.max(0, start), end).join('')
  return figures.map(({ start, end, verbatim, figure }) => ({
    verbatim,
    measure: measureOf(figure.unit, words(start - REACH, start), words(end, end + REACH)),
    ...figure,
  }))
}

/** How far from a figure a word still tells what was counted, in code points. */
const REACH = 40

const MEASURES: [RegExp, FigureRecord['measure']][] = [
  [/\b(dead|deaths?|died|fatalit(y|ies)|kill(ed|ing|ings|s)?|murders?|slain)\b/i, 'KILLED'],
  [/\b(injur(ed|ies|y|ing)|wound(ed|ing|s)?)\b/i, 'INJURED'],
  [/\bmissing\b/i, 'MISSING'],
  [/\b(arrest(ed|s)?|detain(ed|ees)|imprisoned|jailed|prisoners)\b/i, 'DETAINED'],
  [/\b(displaced|refugees)\b/i, 'DISPLACED'],
  [/\b(forces|soldiers|troops)\b/i, 'TROOPS'],
  [/\b(air ?)?strikes\b/i, 'STRIKES'],
]

/** ISO 4217, as findFigures writes money. A figure in another unit (percent, years) counts none of the measures. */
const CURRENCY = /^[A-Z]{3}$/

/** Of words ahead in the figure's sentence and behind in its clause: "80 were killed and 18 injured". */
function measureOf(unit: string | null, before: string, after: string): FigureRecord['measure'] {
  if (unit !== null) return CURRENCY.test(unit) ? 'MONEY' : 'OTHER'
  const ahead = after.replace(/[.;!?]\s.*$/s, '')
  const behind = before.replace(/^.*(?:[.;!?]\s|,|\band\b)/s, '')
  const near = MEASURES.flatMap(([words, measure]) => {
    const distances = [ahead.search(words), distanceBack(behind, words)].filter((distance) => distance >= 0)
    return distances.length > 0 ? [{ measure, distance: Math.min(...distances) }] : []
  })
  return near.sort((a, b) => a.distance - b.distance)[0]?.measure ?? 'OTHER'
}

const distanceBack = (before: string, words: RegExp) => {
  const last = [...before.matchAll(new RegExp(words, 'gi'))].at(-1)
  return last ? before.length - last.index - last[0].length : -1
}
