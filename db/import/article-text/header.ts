import { readBio } from './bios.ts'
import type { Block } from './blocks.ts'
import { readDatelineLine } from './dateline.ts'
import { type Draft, fill } from './draft.ts'
import { readFieldLine } from './fields.ts'
import { readFurniture } from './furniture.ts'
import { readImageLine } from './image.ts'
import { enter, type Ledger } from './ledger.ts'
import { readRemark } from './notes.ts'
import { readPublication } from './publication.ts'
import { applyReading, type Reading, type Recogniser, readBlock } from './reading.ts'
import { readCopyrightLine } from './rights.ts'
import { countWords, endsSentence } from './sentence.ts'
import { readBareSignature, readBylineLine } from './signature.ts'
import { readKicker, readSubjectLine } from './subjects.ts'

// In this order: a line is what the first of them takes it for.
const RECOGNISERS: readonly Recogniser[] = [
  readImageLine,
  readDatelineLine,
  readSubjectLine,
  readPublication,
  readBylineLine,
  readBio,
  readKicker,
  readFieldLine,
  readRemark,
  readCopyrightLine,
  readFurniture,
]

// Before the headline a line that could be one is one.
const BEFORE_HEADLINE: readonly Recogniser[] = [
  readImageLine,
  readSubjectLine,
  readKicker,
  readPublication,
  readFieldLine,
]

const MAX_HEADLINE_CHARACTERS = 300
const MAX_BLOCKS_BEFORE_HEADLINE = 15
const LOOK_AHEAD_BLOCKS = 8
const LEAST_PROSE_WORDS = 12

/** Reads what stands above the body, and returns the index of the block that the body starts at. */
export function readHeader(blocks: readonly Block[], draft: Draft, ledger: Ledger): number {
  const headlineAt = findHeadline(blocks, draft)
  for (const [at, block] of blocks.entries()) {
    const reading = at < headlineAt ? readEarly(block, draft) : readHeaderBlock(blocks, at, draft)
    if (at === headlineAt || block.inline.text === draft.headline) {
      fill(draft, 'headline', block.inline.text)
      enter(ledger, block.lines, 'headline')
    } else if (reading) applyReading(reading, block, draft, ledger)
    else if (at > headlineAt && !writeDeck(blocks, at, headlineAt, draft, ledger)) return at
  }
  return blocks.length
}

/** Where the headline stands; -1 where the front matter gave it and the text does not repeat it, or there is none. */
function findHeadline(blocks: readonly Block[], draft: Draft): number {
  const early = blocks.slice(0, MAX_BLOCKS_BEFORE_HEADLINE)
  if (draft.headline !== null) return early.findIndex((block) => block.inline.text === draft.headline)
  const heading = early.findIndex((block) => block.level === 1)
  const first = early.findIndex((block) => readEarly(block, draft) === null && block.kind !== 'rule')
  if (early.some((block) => readEarly(block, draft)?.place === 'headline')) return -1
  if (heading >= 0 && !early.slice(0, heading).some(isProse)) return heading
  return (blocks[first]?.inline.text.length ?? Infinity) <= MAX_HEADLINE_CHARACTERS ? first : -1
}

/** Longer than a headline, or a sentence of some length. */
function isProse({ inline: { text } }: Block): boolean {
  return (
    text.length > MAX_HEADLINE_CHARACTERS || (endsSentence(text) && countWords(text) >= LEAST_PROSE_WORDS)
  )
}

function readEarly(block: Block, draft: Draft): Reading | null {
  const furniture = readFurniture(block)
  return readBlock(BEFORE_HEADLINE, block, draft, undefined) ?? (furniture?.isAnywhere ? furniture : null)
}

function readHeaderBlock(blocks: readonly Block[], at: number, draft: Draft): Reading | null {
  const block = blocks[at]
  if (!block) return null
  const reading = readBlock(RECOGNISERS, block, draft, blocks[at - 1])
  return reading ?? readBareSignature(block, draft, blocks[at - 1], blocks[at + 1])
}

/**
 * Writes a deck and passes over strays; false for the first block of the body. A deck stands below the headline with
 * byline or date still to come, or close below it. A few words close below another line of the header are strays:
 * they stay open in the account.
 */
function writeDeck(
  blocks: readonly Block[],
  at: number,
  headlineAt: number,
  draft: Draft,
  ledger: Ledger,
): boolean {
  const block = blocks[at]
  if (!block || block.inline.text.length > MAX_HEADLINE_CHARACTERS) return false
  const isClose = isCloseBelow(block, blocks[at - 1])
  if (isClose && at - 1 > headlineAt) return true
  if (!isClose && !isSignatureAhead(blocks, at, draft) && !isLoneHeading(blocks, at)) return false
  const isTaken = block.kind !== 'item' && fill(draft, 'alternativeHeadline', block.inline.text)
  if (isTaken) enter(ledger, block.lines, 'alternativeHeadline')
  return true
}

/** A few words that are no sentence, with no empty line above them. */
function isCloseBelow({ kind, run, inline: { text } }: Block, above: Block | undefined): boolean {
  return kind === 'text' && above?.run === run && !endsSentence(text) && countWords(text) < LEAST_PROSE_WORDS
}

function isSignatureAhead(blocks: readonly Block[], at: number, draft: Draft): boolean {
  const isSigned = draft.byline !== null || draft.publishedOn !== null
  let isDeckAbove = false
  for (let ahead = at + 1; ahead <= at + LOOK_AHEAD_BLOCKS; ahead += 1) {
    const reading = readHeaderBlock(blocks, ahead, draft)
    const length = blocks[ahead]?.inline.text.length ?? Infinity
    const isSignature = reading !== null && ['byline', 'publication', 'dateline'].includes(reading.place)
    // Below another line of a deck only a paragraph of its own signs: part of a sentence may look like a name.
    if (isSignature) return !isDeckAbove || blocks[ahead]?.run !== blocks[ahead - 1]?.run
    // A deck may have several lines, as long as the text says nothing of its author or day above them.
    if (!reading && (isSigned || length > MAX_HEADLINE_CHARACTERS)) return false
    isDeckAbove = !reading
  }
  return false
}

/** A second heading right below the headline that is the only one of its level: no section has such a title. */
function isLoneHeading(blocks: readonly Block[], at: number): boolean {
  const level = blocks[at]?.level ?? 0
  return (
    level > 1 && blocks[at - 1]?.level === 1 && blocks.filter((block) => block.level === level).length === 1
  )
}
