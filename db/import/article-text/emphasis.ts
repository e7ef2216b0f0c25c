import type { Span } from './marks.ts'

/** A run of one mark: "**" is one run of two. */
interface Run {
  readonly char: string
  readonly piece: number
  left: number
}

/** The runs that a scan met, and those that may still open an emphasis, innermost last. */
export interface Emphases {
  readonly runs: Run[]
  readonly open: Readonly<Record<string, Run[]>>
}

interface Scan {
  readonly source: string
  readonly pieces: string[]
  readonly spans: Span[]
}

export function openEmphases(): Emphases {
  return { runs: [], open: { '*': [], _: [], '~': [] } }
}

/** Reads the run of "*", "_" or "~" at an offset and returns where it ends. Each run is opened and closed once. */
export function readEmphasis(emphases: Emphases, scan: Scan, at: number): number {
  const { source, pieces } = scan
  const char = source.charAt(at)
  let end = at + 1
  while (source[end] === char) end += 1
  const run: Run = { char, piece: pieces.length, left: end - at }
  const { opens, closes } = readSides(source, at, end, char)
  if (closes && (char !== '~' || run.left === 2)) closeRuns(emphases, scan, run)
  pieces.push('')
  emphases.runs.push(run)
  if (opens && run.left > 0) emphases.open[char]?.push(run)
  return end
}

/** Prints the marks that turned out to be none. */
export function closeEmphases(emphases: Emphases, pieces: string[]): void {
  for (const run of emphases.runs) pieces[run.piece] = run.char.repeat(run.left)
}

function closeRuns(emphases: Emphases, scan: Scan, run: Run): void {
  const openers = emphases.open[run.char] ?? []
  while (run.left > 0) {
    const opener = openers.at(-1)
    if (!opener) return
    const closed = Math.min(opener.left, run.left)
    opener.left -= closed
    run.left -= closed
    scan.spans.push({ kind: 'emphasis', from: opener.piece + 1, to: run.piece, url: null })
    if (opener.left === 0) openers.pop()
    // Emphases nest: an opener of another mark inside this one has lost its chance.
    for (const others of Object.values(emphases.open)) {
      while ((others.at(-1)?.piece ?? -1) > opener.piece) others.pop()
    }
  }
}

/**
 * What a run may do, by what stands beside it, after CommonMark's flanking rules. Two differences: a mark between
 * two letters of a word is none (M*A*S*H), and a script that writes without spaces counts as a word's edge.
 */
function readSides(source: string, at: number, end: number, char: string) {
  const before = kindOf(source.slice(Math.max(0, at - 2), at), -1)
  const after = kindOf(source.slice(end, end + 2), 0)
  if (before === 'word' && after === 'word') return { opens: false, closes: false }
  const left = after !== 'space' && (after !== 'edge' || before !== 'word')
  const right = before !== 'space' && (before !== 'edge' || after !== 'word')
  if (char !== '_') return { opens: left, closes: right }
  return { opens: left && before !== 'word', closes: right && after !== 'word' }
}

function kindOf(pair: string, at: 0 | -1): 'space' | 'edge' | 'word' {
  const char = [...pair].at(at)
  if (char === undefined || /\s/.test(char)) return 'space'
  return /[\p{P}\p{S}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(char) ? 'edge' : 'word'
}
