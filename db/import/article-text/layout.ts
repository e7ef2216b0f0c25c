import { isIndented, type Line } from './lines.ts'
import { endsSentence, startsLower } from './sentence.ts'

/** How the lines of a text lie: what tells a line end that wraps a paragraph from one that ends it. */
export interface Layout {
  /** The column at which paragraphs are wrapped, or null where a line is a paragraph. */
  readonly width: number | null
  /** Whether paragraphs follow one another without an empty line between them. */
  readonly isSingleSpaced: boolean
}

const WRAP_COLUMNS = { least: 40, most: 100 }
const LEAST_WRAPPED_SHARE = 0.3

// A line shorter than this share of the width, with a line below it, was ended on purpose.
const FULL_LINE_SHARE = 0.85

/** Judges a whole text, given as its runs of lines that no empty line parts. */
export function readLayout(runs: readonly (readonly Line[])[]): Layout {
  let total = 0
  let longestRun = 0
  let wrapped = 0
  let width = 0
  for (const run of runs) {
    const columns = run.map((line) => countColumns(line.text))
    const size = columns.reduce((sum, count) => sum + count, 0)
    total += size
    longestRun = Math.max(longestRun, size)
    for (const count of columns.slice(0, -1)) {
      if (count < WRAP_COLUMNS.least || count > WRAP_COLUMNS.most) continue
      wrapped += count
      width = Math.max(width, count)
    }
  }
  return {
    width: wrapped > total * LEAST_WRAPPED_SHARE ? width : null,
    isSingleSpaced: longestRun > total / 2,
  }
}

/** Whether a line carries on the one directly above it, so that both are one line that was broken. */
export function continuesLine(layout: Layout, above: string, line: Line): boolean {
  if (startsAnew(line.text)) return false
  if (startsLower(line.text) && !endsSentence(above)) return true
  if (layout.width === null) return false
  if (!fits(layout.width, above, line.text)) return !(layout.isSingleSpaced && isIndented(line))
  return !layout.isSingleSpaced && countColumns(above) >= layout.width * FULL_LINE_SHARE
}

/** Whether a paragraph ends between two blocks of body text that no empty line parts. */
export function endsParagraph(layout: Layout, above: string, line: Line): boolean {
  if (!layout.isSingleSpaced) return layout.width === null && endsSentence(above)
  const isTitle = layout.width === null || countColumns(above) < layout.width / 2
  return endsSentence(above) || (isTitle && !startsLower(line.text))
}

/** The width of a text in columns: characters of Chinese, Japanese and Korean take two. */
function countColumns(text: string): number {
  let columns = 0
  for (const char of text) columns += WIDE.test(char) ? 2 : 1
  return columns
}

/** Joins the lines of one paragraph: by a space, but not inside a script that writes without spaces. */
export function joinLines(parts: readonly string[]): string {
  const glued = parts.map((part, index) => {
    const above = parts[index - 1]
    if (above === undefined) return part
    return UNSPACED_END.test(above.slice(-4)) && UNSPACED_START.test(part.slice(0, 4)) ? part : ` ${part}`
  })
  return glued.join('')
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/
// Past the marks of a link or an emphasis.
const UNSPACED_END =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uff60][*_]{0,3}$/u
const UNSPACED_START =
  /^[[*_]{0,3}[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uff60]/u

/** A break that a word-wrapping program makes: the next word would not have fitted. */
function fits(width: number, above: string, line: string): boolean {
  const word = line.slice(0, Math.max(line.indexOf(' '), 0) || line.length)
  return countColumns(above) + 1 + countColumns(word) <= width
}

const LABEL =
  /^(?:[\p{L}]{2,12} ){0,2}(?:authors?|articles? by|byline|caption|categor(?:y|ies)|contact|correction|credits?|date|disclaimer|images?|inquiries|keywords?|language|note|photos?|posted|publish(?:ed|er)|readers|regions?|section|source|tags?|themes?|title|topics?|updated?|url): /iu

const DATE =
  /^(?:\p{L}{3,9}\.?,? )?(?:\p{L}{3,9}\.? \d{1,2},? \d{4}|\d{1,2} \p{L}{3,9}\.?,? \d{4}|\d{4}-\d\d-\d\d).{0,20}$/u

// Beginnings that never stand in the middle of a wrapped line of the header or the closing notes.
function startsAnew(text: string): boolean {
  return (
    /^(?:by|written by) \p{Lu}/iu.test(text) ||
    LABEL.test(text) ||
    /^(?:©|\(c\)|copyright\b)/i.test(text) ||
    DATE.test(text)
  )
}
