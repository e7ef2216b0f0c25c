import { readBio } from './bios.ts'
import type { Block } from './blocks.ts'
import type { Draft } from './draft.ts'
import { readFurniture, readListed } from './furniture.ts'
import { readImageLine } from './image.ts'
import { readClosingCredit, readOriginalSource, readRemark } from './notes.ts'
import { readPublication } from './publication.ts'
import { dropReading, type Reading, type Recogniser, readBlock } from './reading.ts'
import { readRights } from './rights.ts'
import { readBylineLine } from './signature.ts'
import { readSubjectLine } from './subjects.ts'

// In this order: a line is what the first of them takes it for.
const RECOGNISERS: readonly Recogniser[] = [
  readEndMark,
  readImageLine,
  readSubjectLine,
  readClosingCredit,
  readBio,
  readOriginalSource,
  readRights,
  readRemark,
  readPublication,
  readBylineLine,
  readFootnote,
  readFurniture,
]

const END_MARK = /^(?:[-–—] ?30 ?[-–—]|[-–—(] ?[Ee](?:nds?|NDS?) ?[-–—)]|ENDS?\.?|Ends)$/
const NOTES_HEADING = /^(?:notes?|end ?notes|footnotes|references|sources|works cited|bibliography) ?:?$/i

export interface BodyZone {
  /** Index of the first block past the body. */
  readonly end: number
  /** What each block would be outside the body; null for prose. */
  readonly readings: readonly (Reading | null)[]
}

/** Finds where the body ends that starts at a block, and what stands after it. */
export function findBodyEnd(blocks: readonly Block[], start: number, draft: Draft): BodyZone {
  const readings: (Reading | null)[] = []
  for (const [at, block] of blocks.entries()) {
    const reading = at < start ? null : readBlock(RECOGNISERS, block, draft, blocks[at - 1])
    const above = readings[at - 1] ?? null
    const footnote = block.kind === 'item' && above?.place === 'body' ? above : null
    readings.push(reading ?? readListed(block, above) ?? footnote)
  }
  const isKnown = (at: number) => blocks[at]?.kind === 'rule' || Boolean(readings[at])
  let end = findSeparator(blocks, readings, start)
  for (;;) {
    // One strange line does not hide that the closing notes began above it; the last line of all only below terms.
    const above = readings[end - 2]
    const isStrayAbove =
      (end < blocks.length ? above?.isClosing : above?.place === 'rights') && !readings[end - 1]
    if (end > start && isKnown(end - 1)) end -= 1
    else if (end - 2 >= start && isStrayAbove) end -= 2
    else return { end, readings }
  }
}

/**
 * The separator that ends the body, or the end of the text. An end mark always does. A lone "*" does when a note
 * follows it, or when it is the only one and little text follows; any other rule does when a note
 * follows it and notes are most of what follows. All other rules part sections.
 */
function findSeparator(
  blocks: readonly Block[],
  readings: readonly (Reading | null)[],
  start: number,
): number {
  const known = sumsFromEnd(readings.map((reading) => (reading ? 1 : 0)))
  const prose = sumsFromEnd(
    blocks.map((block, at) => (isProse(block, readings[at]) ? block.inline.text.length : 0)),
  )
  const strange = sumsFromEnd(blocks.map((block, at) => (isProse(block, readings[at]) ? 1 : 0)))
  const noteNext = findNoteNext(blocks, readings)
  const stars = blocks.filter((block) => block.source === '*').length
  const at = blocks.findIndex((block, index) => {
    if (index < start) return false
    if (readings[index]?.reason === END_REASON) return true
    if (block.kind !== 'rule') return false
    const isNoteNext = noteNext[index] ?? true
    const isSmall = (strange[index] ?? 0) <= 2 || (prose[index] ?? 0) * 2 < (prose[start] ?? 0)
    if (block.source === '*') return isNoteNext || (stars === 1 && isSmall)
    return isNoteNext && (strange[index] ?? 0) <= (known[index] ?? 0)
  })
  return at < 0 ? blocks.length : at
}

function isProse(block: Block, reading: Reading | null | undefined): boolean {
  return !reading && block.kind !== 'rule'
}

/** For each index whether the first block past it that is no rule is a note; a text may end with a rule. */
function findNoteNext(blocks: readonly Block[], readings: readonly (Reading | null)[]): boolean[] {
  let isNote = true
  return blocks
    .map((block, at) => ({ block, reading: readings[at] }))
    .toReversed()
    .map(({ block, reading }) => {
      const answer = isNote
      if (block.kind !== 'rule') isNote = Boolean(reading)
      return answer
    })
    .toReversed()
}

/** For each index the sum of the values from it on. */
function sumsFromEnd(values: readonly number[]): number[] {
  let sum = 0
  const sums = values.toReversed().map((value) => {
    sum += value
    return sum
  })
  return sums.toReversed()
}

const END_REASON = 'end mark'

function readEndMark(block: Block): Reading | null {
  return END_MARK.test(block.source) ? { ...dropReading(END_REASON), isClosing: true } : null
}

/** A printed footnote is part of what the author wrote, wherever it stands: it ends the body. */
function readFootnote(block: Block, _: Draft, previous: Block | undefined): Reading | null {
  const { text } = block.inline
  const isBelowNotes = NOTES_HEADING.test(previous?.inline.text ?? '')
  const isNote = /^\[\d{1,3}\] ?\S/.test(text) || (block.kind === 'item' && isBelowNotes)
  return isNote || NOTES_HEADING.test(text) ? { place: 'body', write: () => true } : null
}
