import type { Block } from './blocks.ts'
import { type Byline, readByline, readNames } from './byline.ts'
import { type Draft, fill } from './draft.ts'
import { isOutletName } from './names.ts'
import { readPublication, writeByline } from './publication.ts'
import { noteReading, type Reading } from './reading.ts'

const MAX_SIGNATURE_CHARACTERS = 300

const JOB =
  /\b(?:analyst|chief|columnist|contributor|correspondent|critic|editor|intern|journalist|photographer|producer|reporter|writer)s?\b/i

/** Reads a line that opens as a byline does. */
export function readBylineLine(block: Block): Reading | null {
  const byline = readByline(block.inline.text)
  return byline && bylineReading(byline)
}

/**
 * Reads a name or a job that only its place tells: names in bold, in a link or right above the date are a byline; a
 * line between the byline and the date names the publisher.
 */
export function readBareSignature(
  block: Block,
  draft: Draft,
  previous: Block | undefined,
  next: Block | undefined,
): Reading | null {
  const { text } = block.inline
  if (text.length > MAX_SIGNATURE_CHARACTERS) return null
  const isBelowByline = draft.byline !== null && previous?.run === block.run
  const isAboveDate = next?.run === block.run && readPublication(next) !== null
  if (isBelowByline && text.length <= 80 && JOB.test(text)) return noteReading(text)
  if (isBelowByline && isAboveDate && isOutletName(text)) {
    return { place: 'publication', write: (written) => fill(written, 'outlet', text) }
  }
  const authors = isMarked(block) || isAboveDate ? readNames(text) : null
  const arePeople = authors?.every(({ name, kind }) => kind === 'PERSON' && / |\p{Lo}/u.test(name))
  return authors && arePeople ? bylineReading({ printed: text, authors }) : null
}

function bylineReading(byline: Byline): Reading {
  return { place: 'byline', write: (draft) => writeByline(draft, byline) }
}

/** Whether nothing but conjunctions and places stands outside links, bold and italics. */
function isMarked({ inline: { text, marks } }: Block): boolean {
  let at = 0
  let rest = ''
  for (const { start, end } of marks) {
    rest += text.slice(at, Math.max(at, start))
    at = Math.max(at, end)
  }
  return marks.length > 0 && /^(?:[ ,&]|and|in(?: \p{Lu}[\p{L}-]*){1,3})*$/u.test(rest + text.slice(at))
}
