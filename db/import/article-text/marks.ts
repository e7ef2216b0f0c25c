import { foldSpaces } from './lines.ts'

/** A stretch of plain text that had a mark around it. Offsets count UTF-16 units of the text, for `slice`. */
export interface Mark {
  readonly kind: 'link' | 'emphasis'
  readonly start: number
  readonly end: number
  readonly url: string | null
}

/** A mark whose ends count the pieces of a scan. */
export interface Span {
  readonly kind: Mark['kind']
  readonly from: number
  readonly to: number
  readonly url: string | null
}

/** What a paragraph says once its marks are read. */
export interface Inline {
  /** Plain text: marks removed, escapes and entities read, spaces folded, trimmed. */
  readonly text: string
  /** In order of their starts. Links never overlap one another. */
  readonly marks: readonly Mark[]
  readonly images: readonly { url: string | null; alt: string }[]
  /** The reference labels that the text used. */
  readonly labels: readonly string[]
}

/** Joins the pieces of a scan to trimmed text with single spaces, and turns spans of pieces into marks of the text. */
export function layOut(pieces: readonly string[], spans: readonly Span[]): Pick<Inline, 'text' | 'marks'> {
  const offsets: number[] = []
  const parts: string[] = []
  let length = 0
  let endsWithSpace = true
  for (const piece of pieces) {
    offsets.push(length)
    const folded = foldSpaces(piece)
    const part: string = endsWithSpace && folded.startsWith(' ') ? folded.slice(1) : folded
    if (part === '') continue
    parts.push(part)
    length += part.length
    endsWithSpace = part.endsWith(' ')
  }
  offsets.push(length)
  const text = parts.join('').trimEnd()
  // An outer mark before the inner ones, also where both hold the same text.
  const ordered = spans.toSorted((a, b) => a.from - b.from || b.to - a.to)
  const marks = ordered.map((span) => markOf(span, offsets, text)).filter((mark) => mark.end > mark.start)
  return { text, marks: withoutNestedLinks(marks) }
}

/** A stretch of a paragraph as a paragraph of its own, with the marks that lie inside it. */
export function sliceInline(inline: Inline, start: number, end: number): Inline {
  const marks = inline.marks
    .filter((mark) => mark.start >= start && mark.end <= end)
    .map((mark) => ({ ...mark, start: mark.start - start, end: mark.end - start }))
  return { text: inline.text.slice(start, end), marks, images: [], labels: [] }
}

function markOf(span: Span, offsets: readonly number[], text: string): Mark {
  let start = offsets[span.from] ?? text.length
  let end = Math.min(offsets[span.to] ?? text.length, text.length)
  while (start < end && text.charAt(start).trim() === '') start += 1
  while (end > start && text.charAt(end - 1).trim() === '') end -= 1
  return { kind: span.kind, start, end, url: span.url }
}

/** An address that is the text of a link was read as a link of its own: the outer one counts. */
function withoutNestedLinks(marks: Mark[]): Mark[] {
  let linkedUntil = 0
  return marks.filter((mark) => {
    if (mark.kind !== 'link') return true
    if (mark.start < linkedUntil) return false
    linkedUntil = mark.end
    return true
  })
}
