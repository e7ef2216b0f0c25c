import { toNormalForm } from './normal-form.ts'
import { wordsOf } from './text.ts'

/** Words of a shingle: enough that two texts share one by copying and hardly by chance. */
const SHINGLE_WORDS = 5
/** Hashes of a sketch. The share of those that two have in common is off by about 1/√64, an eighth. */
export const SKETCH_HASHES = 64
/** A shorter text, such as a caption or a programme, says too little to be told a copy. */
const LEAST_WORDS = 40

/**
 * What a text is like, in at most 64 numbers: the least hashes of its runs of five words (a bottom-k sketch, after
 * Broder), ascending. Texts that share most of their runs share most of these, in whatever case and punctuation.
 * Empty for texts of fewer than 40 words.
 */
export function sketchOf(text: string): number[] {
  const words = wordsOf(toNormalForm(text, 'NFKC').toLowerCase())
  if (words.length < LEAST_WORDS) return []
  const hashes = new Set<number>()
  for (let at = 0; at + SHINGLE_WORDS <= words.length; at++) {
    hashes.add(hashOf(words.slice(at, at + SHINGLE_WORDS).join(' ')))
  }
  return [...hashes].sort((one, other) => one - other).slice(0, SKETCH_HASHES)
}

/** FNV-1a with the final mix of MurmurHash3, so that the least values fall on no kind of text. 32 bits, signed. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) | 0
}
