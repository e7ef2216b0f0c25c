import type { Block } from './blocks.ts'
import { addRights } from './draft.ts'
import type { Reading } from './reading.ts'
import { splitSentences } from './sentence.ts'

const COPYRIGHT =
  /^(?:(?:[Cc]opyright|COPYRIGHT)? ?(?:©|\([Cc]\) ?(?=\d{4}|\p{Lu}))|(?:[Cc]opyright|COPYRIGHT)(?: by)?:? (?:\d{4}|\p{Lu}.{0,120}\b(?:\d{4}|[Rr]eserved)\.?$)|[Aa]ll [Rr]ights [Rr]eserved(?=[.;©]|$))/u

/** What the owner of a text says about using it, in the words of such notices. To know another phrase, add it. */
const TERMS: readonly RegExp[] = [
  /^(?:legal )?(?:disclaimers?|terms of (?:use|service)|reprints?|republishing|syndication|licen[cs]e)\b ?[:.–—-]/,
  /(?:^|[.;] )all rights reserved(?=[.;©]|$)/,
  /\bcontains copyrighted material\b/,
  /\b(?:under the provisions of|constitutes an?) ["“]?fair use\b/,
  /\b(?:grants?|gives?) permission to (?:cross-post|re-?post|re-?publish|re-?print|reproduce|share)\b/,
  /\b(?:without|with|requires?) (?:the |our )?(?:prior |express |written ){1,3}(?:permission|consent)\b/,
  /\byou (?:may|must|are free to) (?:request permission|re-?publish|re-?print|reproduce|share this)\b/,
  /\b(?:this|our|these|all) (?:articles?|contents?|materials?|stor(?:y|ies)|texts?|works?) may (?:not )?be\b/,
  /^(?:this|our|these|all) (?:\w+ )?(?:articles?|content|text|work|story) (?:is|are) .{0,60}\bunder (?:a|an|the|creative)\b/,
  /\bcreative commons (?:[\w.-]+ ){0,6}licen[cs]e\b/,
  /\b(?:views|opinions)(?: and \w+)? expressed\b.{0,80}\b(?:are|do not|does not)\b/,
  /\bcontents? of this (?:article|text|page)\b.{0,40}\bsole responsibility\b/,
  /\bwill not be (?:held )?(?:responsible|liable) for any (?:inaccura|incorrect|error|statement)/,
]

const MAX_COPYRIGHT_CHARACTERS = 300

/** Reads a copyright line, a disclaimer or terms of use. */
export function readRights(block: Block): Reading | null {
  const { text } = block.inline
  const copyright = readCopyrightLine(block)
  if (copyright) return copyright
  const plain = text.toLowerCase()
  if (!TERMS.some((pattern) => pattern.test(plain))) return null
  return {
    place: 'rights',
    isClosing: true,
    write(draft) {
      addRights(draft, { usageTerms: text })
      return true
    },
  }
}

/** Reads a copyright line: its holder stands in the first sentence, and what follows are terms. */
export function readCopyrightLine(block: Block): Reading | null {
  const { text } = block.inline
  if (text.length > MAX_COPYRIGHT_CHARACTERS || !COPYRIGHT.test(text)) return null
  const [first = '', ...others] = splitSentences(text)
  const isNotice = (sentence: string) => /^all rights reserved/i.test(sentence)
  const notice = [first, ...others.filter(isNotice)].join(' ')
  const usageTerms = others.filter((sentence) => !isNotice(sentence)).join(' ') || null
  const holder = first
    .replace(/\b(?:copyright|all rights reserved)\b|©|\(c\)/gi, '')
    .replace(/\b(?:19|20)\d{2}(?: ?[-–] ?(?:(?:19|20)\d{2}|present))?\b/g, '')
    .replaceAll(/ {2,}/g, ' ')
    .replace(/^[ ,.:;|–—-]{0,9}(?:by )?/, '')
    .replace(/[ ,.:;|–—-]{1,9}$/, '')
  return {
    place: 'rights',
    isAnywhere: /^(?:copyright )?(?:©|\(c\))/i.test(text),
    isClosing: true,
    write(draft) {
      addRights(draft, { notice, usageTerms, holder: holder === '' ? null : holder })
      return true
    },
  }
}
