import type { Block } from './blocks.ts'
import type { Draft } from './draft.ts'
import { drop, enter, type Ledger, type Place } from './ledger.ts'

/** What a recogniser made of a block. Nothing is written before the block is known to be in its zone. */
export interface Reading {
  readonly place: Place
  /** Why, for what is dropped. */
  readonly reason?: string
  /** Whether the block is this wherever it stands, or only in the header and the closing notes. */
  readonly isAnywhere?: boolean
  /** Whether nothing but closing notes can follow it. */
  readonly isClosing?: boolean
  /** Writes what was read. False when the draft has no room for it, and the block is unplaced. */
  write(draft: Draft): boolean
}

/** Reads one kind of block, or answers null. Reads the draft, never writes it. */
export type Recogniser = (block: Block, draft: Draft, previous: Block | undefined) => Reading | null

// Longer paragraphs are prose; the limit also bounds what a pattern can cost.
export const MAX_NOTE_CHARACTERS = 4000

/** The first reading that a list of recognisers has of a block. */
export function readBlock(
  recognisers: readonly Recogniser[],
  block: Block,
  draft: Draft,
  previous: Block | undefined,
): Reading | null {
  if (block.inline.text.length > MAX_NOTE_CHARACTERS) return null
  for (const recognise of recognisers) {
    const reading = recognise(block, draft, previous)
    if (reading) return reading
  }
  return null
}

export function dropReading(reason: string, isAnywhere = false): Reading {
  return { place: 'dropped', reason, isAnywhere, write: () => true }
}

/** A fact beside the body, kept as printed. */
export function noteReading(text: string): Reading {
  return {
    place: 'notes',
    write(draft) {
      draft.notes.push(text)
      return true
    },
  }
}

/** Writes a reading to the draft and the account. What found no room stays open in the account. */
export function applyReading(reading: Reading, block: Block, draft: Draft, ledger: Ledger): void {
  if (!reading.write(draft)) return
  if (reading.place === 'dropped') drop(ledger, block.lines, reading.reason ?? '')
  else enter(ledger, block.lines, reading.place)
}
