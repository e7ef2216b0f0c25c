import type { ANCHOR_HEALTHS } from '../vocabulary.ts'
import type { Body } from './body.ts'
import { digestOf } from './digest-search.ts'
import { countCodePoints } from './text.ts'

/** A passage of an article: code points from 0, end exclusive, with what is known of its words. */
export interface Passage {
  starts: number
  ends: number
  exact: string | null
  prefix: string | null
  suffix: string | null
  /** SHA-256 of the words in UTF-8, lower-case hex. */
  digest: string | null
}

export interface Anchor extends Passage {
  health: (typeof ANCHOR_HEALTHS)[number]
}

export const CONTEXT_CODE_POINTS = 32

/**
 * Looks a passage up in the body: EXACT where its words stand at its position, RELOCATED where they stand
 * elsewhere, LOST where they do not, UNCHECKED without a body. Of several places the one between the same prefix
 * and suffix counts, then the nearest. A passage without words and digest is taken at its position. One that is
 * found takes words, prefix and suffix from the body; any other stays as it was.
 */
export function checkAnchor(body: Body | null, passage: Passage): Anchor {
  if (body === null) return { ...passage, health: 'UNCHECKED' }
  if (standsAtPosition(body, passage)) return takeWords(body, passage, passage, 'EXACT')
  const elsewhere = findWords(body, passage) ?? findDigest(body, passage)
  return elsewhere === null
    ? { ...passage, health: 'LOST' }
    : takeWords(body, passage, elsewhere, 'RELOCATED')
}

type Span = Pick<Passage, 'starts' | 'ends'>

function standsAtPosition(body: Body, { starts, ends, exact, digest }: Passage): boolean {
  if (ends > body.length) return false
  const words = body.slice(starts, ends)
  if (exact === null && digest === null) return true
  return words === exact || (digest !== null && digestOf(words) === digest)
}

/** Each search is of the words with less of what stood around them. */
function findWords(body: Body, { starts, exact, prefix, suffix }: Passage): Span | null {
  if (exact === null) return null
  const alone = body.findNearest(exact, starts)
  if (alone === null) return null
  const before = prefix ?? ''
  const after = suffix ?? ''
  const start =
    findAfter(body, before, exact + after, starts) ??
    findAfter(body, before, exact, starts) ??
    findAfter(body, '', exact + after, starts) ??
    alone
  return { starts: start, ends: start + countCodePoints(exact) }
}

/** Where the words stand right after the prefix. */
function findAfter(body: Body, prefix: string, words: string, position: number): number | null {
  const prefixLength = countCodePoints(prefix)
  const found = body.findNearest(prefix + words, Math.max(0, position - prefixLength))
  return found === null ? null : found + prefixLength
}

function findDigest(body: Body, passage: Passage): Span | null {
  const { starts, ends, digest } = passage
  if (digest === null) return null
  const length = ends - starts
  let nearest: { place: Span; matches: number; distance: number } | null = null
  for (const start of body.findByDigest(digest, length)) {
    const place = { starts: start, ends: start + length }
    const matches = contextMatches(body, passage, place)
    const distance = Math.abs(start - starts)
    const isNearer =
      nearest === null ||
      matches > nearest.matches ||
      (matches === nearest.matches && distance < nearest.distance)
    if (isNearer) nearest = { place, matches, distance }
  }
  // Found by its first digits.
  if (nearest === null || digestOf(body.slice(nearest.place.starts, nearest.place.ends)) !== digest)
    return null
  return nearest.place
}

/** How many of the two sides read as they did. */
function contextMatches(body: Body, { prefix, suffix }: Passage, { starts, ends }: Span): number {
  const before = prefix !== null && body.slice(0, starts).endsWith(prefix)
  const after = suffix !== null && body.slice(ends, body.length).startsWith(suffix)
  return Number(before) + Number(after)
}

const takeWords = (
  body: Body,
  { digest }: Passage,
  { starts, ends }: Span,
  health: Anchor['health'],
): Anchor => ({
  starts,
  ends,
  exact: body.slice(starts, ends),
  prefix: body.slice(starts - CONTEXT_CODE_POINTS, starts),
  suffix: body.slice(ends, ends + CONTEXT_CODE_POINTS),
  digest,
  health,
})
