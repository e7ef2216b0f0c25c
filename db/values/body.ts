import { hash } from 'node:crypto'
import { isHighSurrogate } from './text.ts'

/** A body indexed once for many anchors. Positions count code points from 0. */
export interface Body {
  /** In code points. */
  length: number
  /** The words of a span; positions past an end of the body stand for that end. */
  slice(start: number, end: number): string
  /** Where the words stand nearest to a position; null where they do not. */
  findNearest(words: string, position: number): number | null
  /**
   * All positions of the passages of a length whose SHA-256 begins with these 12 hexadecimal digits. Only
   * passages that begin and end where words do are looked at: every other window would take ten times as long.
   */
  findByDigest(digest: string, length: number): number[]
}

export function createBody(text: string): Body {
  const points = createPoints(text)
  const slice = (start: number, end: number) => text.slice(points.unitOf(start), points.unitOf(end))
  return {
    length: points.length,
    slice,
    findNearest: (words, position) => {
      const at = points.unitOf(position)
      const unit = nearer(at, text.lastIndexOf(words, at), text.indexOf(words, at))
      return unit < 0 ? null : points.pointOf(unit)
    },
    findByDigest: createDigestSearch(text, points.length, slice),
  }
}

function nearer(at: number, before: number, after: number): number {
  if (before < 0 || after < 0) return Math.max(before, after)
  return at - before <= after - at ? before : after
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

/** Digests of one length are kept as numbers, eight bytes each: many anchors have the same length. */
function createDigestSearch(text: string, length: number, slice: Body['slice']): Body['findByDigest'] {
  let edges: Edges | undefined
  const digests = new Map<number, Float64Array>()
  return (digest, width) => {
    edges ??= findEdges(text, length)
    const { starts, isEnd } = edges
    const keys =
      digests.get(width) ??
      Float64Array.from(starts, (start) => (isEnd[start + width] ? keyOf(slice(start, start + width)) : -1))
    digests.set(width, keys)
    const key = numberOf(digest)
    const found: number[] = []
    for (let at = keys.indexOf(key); at >= 0; at = keys.indexOf(key, at + 1)) found.push(starts[at] ?? 0)
    return found
  }
}

const KEY_DIGITS = 12

const keyOf = (words: string) => numberOf(hash('sha256', words, 'hex'))

const numberOf = (digest: string) => Number.parseInt(digest.slice(0, KEY_DIGITS), 16)

interface Edges {
  /** Positions at which a passage may begin. */
  starts: Uint32Array
  /** 1 at positions at which a passage may end. */
  isEnd: Uint8Array
}

/** A passage neither begins nor ends with white space or between two letters of one word. */
function findEdges(text: string, length: number): Edges {
  const isEnd = new Uint8Array(length + 1)
  const starts: number[] = []
  let before: Kind = 'SPACE'
  let position = 0
  for (const character of text) {
    const kind = kindOf(character)
    const isEdge = kind !== 'LETTER' || before !== 'LETTER'
    if (isEdge && kind !== 'SPACE') starts.push(position)
    if (isEdge && before !== 'SPACE') isEnd[position] = 1
    before = kind
    position++
  }
  isEnd[length] = 1
  return { starts: Uint32Array.from(starts), isEnd }
}

type Kind = 'SPACE' | 'LETTER' | 'OTHER'

function kindOf(character: string): Kind {
  if (/\s/.test(character)) return 'SPACE'
  return LETTER.test(character) ? 'LETTER' : 'OTHER'
}

/** Letters of scripts that part words by spaces; in the others a passage may begin at any character. */
const LETTER =
  /[[\p{L}\p{M}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]]/v
