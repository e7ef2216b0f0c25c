import type { Block } from './blocks.ts'
import { addRights } from './draft.ts'
import type { Reading } from './reading.ts'
import { splitSentences } from './sentence.ts'

const COPYRIGHT =
  /^(?:(?:[Cc]opyright|COPYRIGHT)? ?(?:©|\([Cc]\) ?(?=\d{4}|\p{Lu}))|(?:[Cc]opyright|COPYRIGHT)(?: by)?:? (?:\d{4}|\p{Lu}.{0,120}\b(?:\d{4}|[Rr]eserved)\.?$)|[Aa]ll [Rr]ights [Rr]eserved\b)/u

/** What the owner of a text says about using it, in the words of such notices. To know another phrase, add it. */
const TERMS: readonly RegExp[] = [
  /^(?:legal )?(?:disclaimers?|terms of (?:use|service)|reprints?|republishing|syndication|licen[cs]e)\b ?[:.–—-]/,
  /\ball rights reserved\b/,
  /\bfair use\b.{0,200}\b(?:material|content|copyright|provision|section)/,
  /\b(?:grants?|granted|gives?|without|request|obtain|seek|need) (?:the |our |its |your )?(?:prior |express |written |explicit )*permission\b.{0,80}\b(?:article|articles|content|material|site|story|copyright|publication|publish\w*|re-?post|reproduc\w*|cross-post)/,
  /\bmay (?:not )?be (?:freely )?(?:re-?published|re-?produced|re-?printed|re-?used|broadcast|rewritten|redistributed|copied|shared under)\b/,
  /\b(?:is|are|be) (?:licen[cs]ed|re-?published|available|released|shared) under\b.{0,100}\b(?:licen[cs]e|creative commons|cc[ -]by)/,
  /\bcreative commons\b.{0,80}\blicen[cs]e/,
  /\byou (?:may|must|can|are free to) (?:request permission|re-?publish|re-?print|re-?produce|share this|quote)\b/,
  /\b(?:views|opinions|contents?)\b.{0,120}\b(?:sole responsibility|do(?:es)? not (?:necessarily )?(?:reflect|represent)|(?:are|is) (?:those of|the author|solely|entirely|his own|her own|their own|my own))/,
  /\bwill not be (?:held )?(?:responsible|liable) for\b/,
  /\bcontains copyrighted material\b/,
]

const MAX_COPYRIGHT_CHARACTERS = 300

/** Reads a copyright line, a disclaimer or terms of use. */
export function readRights(block: Block): Reading | null {
  const { text } = block.inline
  if (text.length <= MAX_COPYRIGHT_CHARACTERS && COPYRIGHT.test(text)) return readCopyright(text)
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

/** The holder stands in the first sentence of a copyright line; what follows are terms. */
function readCopyright(text: string): Reading {
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
