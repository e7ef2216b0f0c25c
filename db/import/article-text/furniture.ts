import { ASKS, RELATED } from './asks.ts'
import type { Block } from './blocks.ts'
import { dropReading, noteReading, type Reading } from './reading.ts'
import { countWords, endsSentence, splitSentences } from './sentence.ts'

const NOTE_TO_READERS = /^(?:a )?note to (?:our |all )?readers ?[:.–—-] ?/i

const MAX_FURNITURE_CHARACTERS = 1200
const MAX_WORDS_ANYWHERE = 40
const MAX_TITLE_WORDS = 20

/**
 * Reads what a site sets around its articles. A block whose every sentence asks something of the reader is
 * furniture wherever it stands; in the header and the closing notes half of them will do.
 */
export function readFurniture(block: Block): Reading | null {
  const text = block.kind === 'item' ? block.inline.text.slice(2) : block.inline.text
  if (text === '' || text.length > MAX_FURNITURE_CHARACTERS) return null
  const opening = NOTE_TO_READERS.exec(text)?.[0] ?? ''
  const sentences = splitSentences(text.slice(opening.length))
  const reasons = sentences.map(readAsk)
  const asked = reasons.filter((reason) => reason !== null)
  const [reason] = reasons
  if (opening && asked.length * 2 < sentences.length) return noteReading(text)
  if (!reason || asked.length * 2 < sentences.length) return null
  const isWhole = asked.length === sentences.length && countWords(text) <= MAX_WORDS_ANYWHERE
  // A section may be called "Home", and an item of a list "Save".
  const isAnywhere = isWhole && block.kind !== 'heading' && block.kind !== 'item'
  return dropReading(opening ? 'note to readers' : reason, isAnywhere)
}

/** Reads a line of the list that a heading such as "Related articles" opens: a title, not a sentence. */
export function readListed(block: Block, above: Reading | null): Reading | null {
  const { text } = block.inline
  const isListed = above?.reason === RELATED && block.kind !== 'rule' && countWords(text) <= MAX_TITLE_WORDS
  return isListed && !endsSentence(text) ? dropReading(RELATED) : null
}

function readAsk(sentence: string): string | null {
  const plain = sentence.toLowerCase().replace(/^(?:and )?please /, '')
  return ASKS.find(([, pattern]) => pattern.test(plain))?.[0] ?? null
}
