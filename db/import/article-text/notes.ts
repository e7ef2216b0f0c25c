import type { Block } from './blocks.ts'
import { readNames } from './byline.ts'
import { addAuthors, type Draft, fill } from './draft.ts'
import { isOutletName } from './names.ts'
import { noteReading, type Reading } from './reading.ts'
import { readRights } from './rights.ts'

// Languages that an article exists in besides this one.
const EDITIONS: readonly RegExp[] = [
  /\b(?:articles?|stor(?:y|ies)|texts?|pages?|reports?|site|it) (?:can be|is|are)(?: also)? (?:read|available|published|translated|found) (?:in|into) (?:[\w-]+ ){1,3}languages\b/,
  /^(?:read|translate|find) (?:this|the|our) .{0,40}\b(?:in|into) (?:[\w-]+ ){1,3}languages\b/,
  /^(?:also available|available|read (?:this|it|the article)?.{0,40}|this (?:article|story|text) is (?:also )?available) ?in:? (?:arabic|chinese|dutch|english|farsi|french|german|greek|hebrew|hindi|indonesian|italian|japanese|korean|persian|polish|portuguese|russian|spanish|swedish|turkish|ukrainian|urdu)\b.{0,80}$/,
  /^(?:leer en español|lire en français|auf deutsch lesen|leggi in italiano|ler em português|читать на русском|اقرأ .{0,20}بالعربية|阅读中文版?).{0,40}$/,
]

const REMARK =
  /^(?:(?:corrections?|clarifications?|editor['’]?s?['’]? note|updates?|updated) ?[:(–—-]|this (?:article|story|headline) (?:has been|was) (?:updated|corrected|amended|edited|changed)\b)/

const SOURCE =
  /^(?:the original source of this (?:article|story|text|piece|essay) is|this (?:article|story|piece|post|essay|text|report|column|op-ed|interview|commentary)(?: has been| was| is)?(?: originally| first| also)? (?:(?:published|appeared|posted|ran|printed)(?: (?:originally|first|here))?(?: (?:by|in|on|at|with))?|re-?(?:published|posted|printed)(?: here)? from)|(?:originally|first) (?:published|appeared|posted)(?: (?:by|in|on|at))?|re-?published from) (.+)$/i
const LABELLED_SOURCE = /^(?:original )?source ?[:：] ?(.{1,120})$/i

// One clause of a credit: who did what. Then nothing but names.
const CREDIT =
  /^(?:(?:additional |with |further )?(?:reporting|writing|research|contributions?|editing|translation)|reported|written|compiled|edited|translated|produced|(?:with )?files)(?: and \w+)? (?:by|from) (.+)$/i
const WRITING = /^(?:reporting|writing|reported|written|compiled)\b/i
const CONTRIBUTED =
  /^.{1,200}\bcontributed(?: (?:reporting|research))?(?: from [^.]{1,60})?(?: to this (?:report|article|story))?\.?$/

const MAX_CREDIT_CHARACTERS = 500

/** Reads a fact that stands beside the body: other-language editions, corrections, editors' notes. */
export function readRemark(block: Block): Reading | null {
  const text = block.kind === 'item' ? block.inline.text.slice(2) : block.inline.text
  const plain = text.toLowerCase()
  const isEdition = text.length <= 400 && EDITIONS.some((pattern) => pattern.test(plain))
  return isEdition || REMARK.test(plain) ? noteReading(text) : null
}

/** Reads the line that names the text's first publisher. */
export function readOriginalSource(block: Block): Reading | null {
  const { text } = block.inline
  const labelled = LABELLED_SOURCE.exec(text)?.[1]
  const source = (labelled ?? SOURCE.exec(text.slice(0, 300))?.[1] ?? '')
    .replace(/ (?:and (?:is|was|has)|under|with (?:the )?permission|on (?=\p{Lu}|\d)|here\b|, ?\d).*$/iu, '')
    .replace(/[.,;]{1,3}$/, '')
  if (source === '' || (labelled === undefined && !isOutletName(source))) return null
  const rights = readRights(block)
  return {
    place: 'originalSource',
    isClosing: true,
    write(draft) {
      rights?.write(draft)
      return fill(draft, 'originalSource', source)
    },
  }
}

/**
 * Reads an agency's closing credit, "(Reporting by A and B; Editing by C)". Its reporters and writers are the
 * authors where the text has no byline; otherwise the credit is a note.
 */
export function readClosingCredit(block: Block, draft: Draft): Reading | null {
  const { text } = block.inline
  if (text.length > MAX_CREDIT_CHARACTERS) return null
  const printed = text.replace(/^\(|\)\.?$/g, '').replace(/\.$/, '')
  const clauses = printed.split(/; ?|\. (?=\p{Lu}\w+ by )/u)
  const named = clauses.map((clause) => readNames(CREDIT.exec(clause)?.[1] ?? ''))
  if (named.includes(null) && !CONTRIBUTED.test(text)) return null
  const writers = named.flatMap((names, at) => (WRITING.test(clauses[at] ?? '') ? (names ?? []) : []))
  if (draft.byline !== null || writers.length === 0) return { ...noteReading(printed), isClosing: true }
  return {
    place: 'byline',
    isClosing: true,
    write(written) {
      addAuthors(written, writers)
      return fill(written, 'byline', printed)
    },
  }
}
