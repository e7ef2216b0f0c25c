import type { ArticleText } from './article.ts'
import type { Line } from './lines.ts'

/** Where a line of the input went. */
export type Place =
  | 'headline'
  | 'alternativeHeadline'
  | 'byline'
  | 'publication'
  | 'url'
  | 'dateline'
  | 'language'
  | 'subjects'
  | 'body'
  | 'links'
  | 'image'
  | 'rights'
  | 'originalSource'
  | 'authors'
  | 'notes'
  | 'dropped'
  | 'unplaced'

/** The account of the input: every line that is not blank ends in exactly one place. */
export interface Ledger {
  readonly lines: readonly Line[]
  readonly places: Map<number, Place>
  readonly reasons: Map<number, string>
}

export function openLedger(lines: readonly Line[]): Ledger {
  return { lines, places: new Map(), reasons: new Map() }
}

/** Enters lines under a place. A line entered twice is a defect of a reader, and flies. */
export function enter(ledger: Ledger, lines: readonly Line[], place: Place): void {
  for (const { number } of lines) {
    if (ledger.places.has(number)) throw new Error(`line ${number} is already ${ledger.places.get(number)}`)
    ledger.places.set(number, place)
  }
}

export function drop(ledger: Ledger, lines: readonly Line[], reason: string): void {
  enter(ledger, lines, 'dropped')
  for (const { number } of lines) ledger.reasons.set(number, reason)
}

/** Ends the account: what no reader entered is unplaced. Both lists are in line order. */
export function closeLedger(ledger: Ledger): Pick<ArticleText, 'unplaced' | 'dropped'> {
  const printed = ledger.lines.filter((line) => line.text !== '')
  enter(
    ledger,
    printed.filter((line) => !ledger.places.has(line.number)),
    'unplaced',
  )
  const at = (place: Place) => printed.filter((line) => ledger.places.get(line.number) === place)
  return {
    unplaced: at('unplaced').map((line) => ({ line: line.number, text: line.raw.trim() })),
    dropped: at('dropped').map((line) => ({
      line: line.number,
      reason: ledger.reasons.get(line.number) ?? '',
    })),
  }
}
