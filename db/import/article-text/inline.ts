import { findBareUrls, readBareUrl } from './bare-url.ts'
import { closeEmphases, type Emphases, openEmphases, readEmphasis } from './emphasis.ts'
import { readEntity } from './entities.ts'
import { openableUrl, readInlineTarget, readLabel } from './link-target.ts'
import { type Inline, layOut, type Span } from './marks.ts'

interface Bracket {
  /** Where its "[" stands: in the source and among the pieces. */
  readonly at: number
  readonly piece: number
  readonly image: boolean
}

interface Scan {
  readonly source: string
  readonly addresses: ReadonlyMap<string, string>
  readonly pieces: string[]
  readonly spans: Span[]
  readonly images: { url: string | null; alt: string }[]
  readonly labels: Set<string>
  readonly emphases: Emphases
  readonly brackets: Bracket[]
  /** Brackets below this depth stand around a link, and a link holds no link. */
  closedDepth: number
  lastBracketAt: number
  /** The first special character past the one that was read last; found once, not once a piece. */
  nextSpecial: number
}

/** Reads the mark at an offset and returns where it ends; the offset itself where there is no mark. */
type MarkReader = (scan: Scan, at: number) => number

const READERS: Readonly<Record<string, MarkReader>> = {
  '\\': readEscape,
  '&': readCharacter,
  '<': readTag,
  '[': openBracket,
  '!': openImage,
  ']': closeBracket,
  '*': readRun,
  _: readRun,
  '~': readRun,
  '`': readCode,
}

const SPECIAL = /[\\&<[\]!*_~`]/g

/**
 * Reads the marks inside one paragraph of Markdown or plain text. One pass with stacks instead of recursion: time
 * grows with the length alone, however deep the brackets go.
 *
 * @param addresses the reference definitions of the text, by normal label
 */
export function readInline(source: string, addresses: ReadonlyMap<string, string>): Inline {
  const scan: Scan = {
    source,
    addresses,
    pieces: [],
    spans: [],
    images: [],
    labels: new Set(),
    emphases: openEmphases(),
    brackets: [],
    closedDepth: 0,
    lastBracketAt: -1,
    nextSpecial: -1,
  }
  const urls = findBareUrls(source)
  let nextUrl = 0
  let at = 0
  while (at < source.length) {
    while ((urls[nextUrl] ?? source.length) < at) nextUrl += 1
    const urlAt = urls[nextUrl] ?? source.length
    const end = at === urlAt ? readUrl(scan, at) : (READERS[source.charAt(at)]?.(scan, at) ?? at)
    at = end > at ? end : readPlain(scan, at, urlAt)
  }
  closeEmphases(scan.emphases, scan.pieces)
  return { ...layOut(scan.pieces, scan.spans), images: scan.images, labels: [...scan.labels] }
}

function readPlain(scan: Scan, at: number, limit: number): number {
  if (scan.nextSpecial <= at) {
    SPECIAL.lastIndex = at + 1
    scan.nextSpecial = SPECIAL.exec(scan.source)?.index ?? scan.source.length
  }
  const end = Math.max(at + 1, Math.min(scan.nextSpecial, limit))
  scan.pieces.push(scan.source.slice(at, end))
  return end
}

function readUrl(scan: Scan, at: number): number {
  const { text, url } = readBareUrl(scan.source, at)
  scan.pieces.push(text)
  scan.spans.push({ kind: 'link', from: scan.pieces.length - 1, to: scan.pieces.length, url })
  return at + text.length
}

function readEscape(scan: Scan, at: number): number {
  const escaped = scan.source.charAt(at + 1)
  if (!/[!-/:-@[-`{-~]/.test(escaped)) return at
  scan.pieces.push(escaped)
  return at + 2
}

function readCharacter(scan: Scan, at: number): number {
  const entity = readEntity(scan.source, at)
  if (!entity) return at
  scan.pieces.push(entity.text)
  return entity.end
}

/** An address in angle brackets is a link; the tags of plain emphasis and line breaks are marks like any other. */
function readTag(scan: Scan, at: number): number {
  const autolink = /<((?:https?|mailto):[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>/iy
  autolink.lastIndex = at
  const [, address] = autolink.exec(scan.source) ?? []
  if (address) {
    scan.pieces.push(address)
    const from = scan.pieces.length - 1
    if (/^http/i.test(address)) scan.spans.push({ kind: 'link', from, to: from + 1, url: address })
    return autolink.lastIndex
  }
  const tag = /<\/?(?:b|i|u|s|em|strong|small|mark|span|sup|sub|p|(br))(?: [^<>]*)?\/?>/iy
  tag.lastIndex = at
  const match = tag.exec(scan.source)
  if (!match) return at
  scan.pieces.push(match[1] ? ' ' : '')
  return tag.lastIndex
}

function openBracket(scan: Scan, at: number): number {
  const footnote = /\[\^([^[\]\s^]{1,40})\]/y
  footnote.lastIndex = at
  const [, label] = footnote.exec(scan.source) ?? []
  if (label) {
    scan.pieces.push(`[${label}]`)
    return footnote.lastIndex
  }
  return open(scan, at, '[')
}

function openImage(scan: Scan, at: number): number {
  return scan.source[at + 1] === '[' ? open(scan, at, '![') : at
}

function open(scan: Scan, at: number, mark: string): number {
  const bracketAt = at + mark.length - 1
  scan.brackets.push({ at: bracketAt, piece: scan.pieces.length, image: mark === '![' })
  scan.pieces.push(mark)
  scan.lastBracketAt = bracketAt
  return bracketAt + 1
}

function closeBracket(scan: Scan, at: number): number {
  const bracket = scan.brackets.pop()
  const isFlat = bracket?.at === scan.lastBracketAt
  scan.lastBracketAt = at
  const depth = scan.brackets.length
  const isOpen = bracket !== undefined && (bracket.image || depth >= scan.closedDepth)
  scan.closedDepth = Math.min(scan.closedDepth, depth)
  const target = isOpen ? readTarget(scan, bracket, at, isFlat) : null
  if (!bracket || !target) return at
  if (bracket.image) closeImage(scan, bracket, target.url)
  else closeLink(scan, bracket, target.url)
  return target.end
}

function readTarget(scan: Scan, bracket: Bracket, at: number, isFlat: boolean) {
  const inline = scan.source[at + 1] === '(' ? readInlineTarget(scan.source, at + 1) : null
  if (inline || scan.addresses.size === 0) return inline
  const reference = scan.source[at + 1] === '[' ? readLabel(scan.source, at + 1) : null
  // "[text][]" and "[text]" name themselves; a text that holds brackets cannot be a label.
  const own = isFlat && !reference?.label ? readLabel(scan.source, bracket.at) : null
  const label = reference?.label || own?.label
  const url = label === undefined ? undefined : scan.addresses.get(label)
  if (label === undefined || url === undefined) return null
  scan.labels.add(label)
  return { url, end: reference?.end ?? at + 1 }
}

function closeLink(scan: Scan, bracket: Bracket, url: string): void {
  scan.pieces[bracket.piece] = ''
  const ends = { from: bracket.piece, to: scan.pieces.length }
  scan.spans.push({ kind: 'link', ...ends, url: openableUrl(url) })
  scan.closedDepth = scan.brackets.length
}

/** An image is no text: what stood for it is taken back. */
function closeImage(scan: Scan, bracket: Bracket, url: string): void {
  const alt = scan.pieces.splice(bracket.piece).slice(1).join('')
  scan.images.push({ url: openableUrl(url), alt: alt.trim() })
  // Runs and spans inside the alternative text go with it.
  for (const runs of Object.values(scan.emphases.open)) dropFrom(runs, bracket.piece)
  dropFrom(scan.emphases.runs, bracket.piece)
  while ((scan.spans.at(-1)?.to ?? 0) > bracket.piece) scan.spans.pop()
}

function dropFrom(runs: { piece: number }[], piece: number): void {
  while ((runs.at(-1)?.piece ?? -1) >= piece) runs.pop()
}

function readRun(scan: Scan, at: number): number {
  return readEmphasis(scan.emphases, scan, at)
}

/** A code span, when its marks hug it: ``quoted'' in the manner of old wire copy is none. */
function readCode(scan: Scan, at: number): number {
  const code = /(?<![`\p{L}\p{N}])`([^`\s]|[^`\s][^`]{0,200}[^`\s])`(?![`\p{L}\p{N}'])/uy
  code.lastIndex = at
  const [, text] = code.exec(scan.source) ?? []
  if (text === undefined) return at
  scan.pieces.push(text)
  return code.lastIndex
}
