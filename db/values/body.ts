import { createDigestSearch, type DigestSearch } from './digest-search.ts'
import { findNearestWords } from './find-words.ts'
import { createSearchBudget } from './search-budget.ts'
import { isHighSurrogate } from './text.ts'

/** A body indexed once for many anchors. Positions count code points from 0. */
export interface Body {
  /** In code points. */
  length: number
  /** The words of a span; positions past an end of the body stand for that end. */
  slice(start: number, end: number): string
  /** Where the words stand nearest to a position; null where they do not. */
  findNearest(words: string, position: number): number | null
  findByDigest: DigestSearch
}

/** Bodies of one budget are looked through until it is spent; words and digests that are looked for later are not found. */
export function createBody(text: string, budget = createSearchBudget()): Body {
  const points = createPoints(text)
  const { length } = points
  const slice = (start: number, end: number) => text.slice(points.unitOf(start), points.unitOf(end))
  return {
    length,
    slice,
    findNearest: (words, position) => {
      const unit = findNearestWords(text, words, points.unitOf(position), budget)
      return unit < 0 ? null : points.pointOf(unit)
    },
    findByDigest: createDigestSearch({ text, length, slice }, budget),
  }
}

interface Points {
  length: number
  unitOf(point: number): number
  pointOf(unit: number): number
}

/** From code points to UTF-16 units and back; a table is needed only where some pair makes them differ. */
function createPoints(text: string): Points {
  const { length } = text
  const clamp = (point: number, last: number) => Math.min(Math.max(point, 0), last)
  const units: number[] = []
  for (let unit = 0; unit < length; unit += isHighSurrogate(text.charCodeAt(unit)) ? 2 : 1) units.push(unit)
  const last = units.length
  if (last === length) return { length, unitOf: (point) => clamp(point, last), pointOf: (unit) => unit }
  return {
    length: last,
    unitOf: (point) => units[clamp(point, last)] ?? length,
    pointOf: (unit) => findSorted(units, unit),
  }
}

function findSorted(sorted: readonly number[], value: number): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((sorted[middle] ?? value) < value) from = middle + 1
    else to = middle
  }
  return from
}
