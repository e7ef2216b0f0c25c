import type { Block } from './blocks.ts'
import { type Byline, readByline, readNames } from './byline.ts'
import { findDate } from './dates.ts'
import { addAuthors, type Draft, fill } from './draft.ts'
import { isName, isOutletName } from './names.ts'
import type { Reading } from './reading.ts'

// What a line of publication may say around its date, by what the date then is.
const PUBLISHED =
  /^(?:first |originally )?(?:published|posted|publication date|pub(?:lished)? date|date|issued|created|filed|released|publié|veröffentlicht|publicado|pubblicato|опубликовано|发布时间|发布于)(?: on| at| le| am| el| il)? ?[:：]? ?/i
const UPDATED =
  /^(?:last |date |time )?(?:updated?|modified|edited|revised|mis à jour|aktualisiert|actualizado|aggiornato|обновлено|更新)(?: on| at| le| am| el| il)? ?[:：]? ?/i
const WEEKDAY =
  /(?:^|[ ,(])(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? ?$|(?:lun|mar|mercre|jeu|vendre|same)di,? ?$|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag),? ?(?:den )?$/i
// "3 hours ago" says when only to whom knows the hour of saving: a note.
const AGO = /^(?:published |posted |updated |last updated )?:? ?(?:\d+|an?) (?:minute|hour|day|week)s? ago$/i
const TIME =
  /^(?:[T,]? ?(?:at |um |à |- )?(?:\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,6})?)?|\d{1,2}(?= ?[AaPp]\.?[Mm]))(?: ?[AaPp]\.?[Mm]\.?)?(?: ?Uhr)?(?: ?\(?(?:[A-Z]{1,5}|[A-Z][a-z]+ time)\)?)?(?: ?[+-]\d{1,2}:?\d{0,2})?)? ?/

const CELLS = / ?[|•·] ?| [–—-] |; |(?<!\blast) (?=(?:last )?(?:updated|modified)\b)/i

const MAX_LINE_CHARACTERS = 200

type Fact =
  | { readonly is: 'published'; readonly date: string | null }
  | { readonly is: 'updated' | 'outlet' | 'aside'; readonly text: string }
  // "Published … by X" above the headline names the publisher, below it the author.
  | { readonly is: 'byline' | 'publisher'; readonly byline: Byline }

/**
 * Reads a line that says who published when: "Daily Example, February 09, 2024", "Published: 9 Feb 2024 14:05 GMT",
 * "By A | Daily Example | 2024-02-09". A date that cannot be told leaves the whole line unplaced.
 */
export function readPublication(block: Block): Reading | null {
  const { text } = block.inline
  if (text.length > MAX_LINE_CHARACTERS) return null
  const cells = text.split(CELLS).map(readCell)
  const facts = cells.flatMap((cell) => cell ?? [])
  const dates = facts.filter((fact) => fact.is === 'published')
  if (cells.includes(null) || !facts.some((fact) => fact.is === 'published' || fact.is === 'updated'))
    return null
  if (dates.some((fact) => fact.date === null)) return { place: 'unplaced', write: () => false }
  return { place: 'publication', write: (draft) => writeFacts(draft, facts) }
}

/** The facts of one cell of the line, or null where part of it is something else. */
function readCell(text: string): Fact[] | null {
  const updated = UPDATED.exec(text)?.[0]
  const published = PUBLISHED.exec(text)?.[0]
  const rest = text.slice((updated ?? published ?? '').length)
  const found = findDate(rest)
  if (!found) return readUndated(text)
  const before = rest
    .slice(0, found.start)
    .replace(TIME, '')
    .replace(WEEKDAY, '')
    .replace(/(?: on)?[ ,:(]{0,3}$/, '')
  const after = rest
    .slice(found.end)
    .replace(/^\)/, '')
    .replace(TIME, '')
    .replace(/^[ ,.)]{1,3}/, '')
  const isPublished = /^published/i.test(published ?? '')
  const around = [readBeside(before), readBeside(after, isPublished)]
  if (around.includes(null)) return null
  const date: Fact = updated === undefined ? { is: 'published', date: found.date } : { is: 'updated', text }
  return [...around.flatMap((facts) => facts ?? []), date]
}

/** A cell of its own without a date: an author, a publisher, a time. */
function readUndated(text: string): Fact[] | null {
  const isAside = /^\d{1,3}[ -]min(?:ute)?s?(?: read)?$/i.test(text) || TIME.exec(text)?.[0] === text
  if (isAside) return [{ is: 'aside', text }]
  if (AGO.test(text)) return [{ is: 'updated', text }]
  if (readByline(text)) return readBeside(text)
  const authors = isName(text) && text.includes(' ') ? readNames(text) : null
  const isPerson = authors?.every((author) => author.kind === 'PERSON')
  return authors && isPerson ? [{ is: 'byline', byline: { printed: text, authors } }] : readBeside(text)
}

/** What stands in one cell with a date: nothing, a byline, a publisher. */
function readBeside(text: string, isPublished = false): Fact[] | null {
  if (text === '') return []
  const byline = readByline(text)
  if (byline) return [{ is: isPublished ? 'publisher' : 'byline', byline }]
  return isOutletName(text) ? [{ is: 'outlet', text }] : null
}

/** Writes what a line says. False for a second date: it is not this article's. */
function writeFacts(draft: Draft, facts: readonly Fact[]): boolean {
  const dates = facts.flatMap((fact) => (fact.is === 'published' ? [fact.date] : []))
  if (dates.some((date) => draft.publishedOn !== null && date !== draft.publishedOn)) return false
  for (const fact of facts) {
    if (fact.is === 'published') fill(draft, 'publishedOn', fact.date ?? '')
    else if (fact.is === 'updated') draft.notes.push(fact.text)
    else if (fact.is === 'outlet') fill(draft, 'outlet', fact.text)
    else if (fact.is === 'publisher' && draft.headline === null) fill(draft, 'outlet', namesOf(fact.byline))
    // After a byline a bare name is the publisher's.
    else if ('byline' in fact && !writeByline(draft, fact.byline)) fill(draft, 'outlet', namesOf(fact.byline))
  }
  return true
}

function namesOf({ authors }: Byline): string {
  return authors.map(({ name }) => name).join(', ')
}

/** Writes a byline. False when the draft has one of other authors; one that names all of them again is as printed. */
export function writeByline(draft: Draft, byline: Byline): boolean {
  const known = new Set(draft.authors.map(({ name }) => name.toLowerCase()))
  const isRepeated = byline.authors.every(({ name }) => known.has(name.toLowerCase()))
  if (draft.byline !== null && !isRepeated) return false
  if (draft.byline === null || byline.authors.length === known.size) draft.byline = byline.printed
  addAuthors(draft, byline.authors)
  return true
}
