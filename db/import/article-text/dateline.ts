import type { Block } from './blocks.ts'
import { monthOf } from './dates.ts'
import type { Draft } from './draft.ts'
import { isAgency } from './names.ts'
import type { Reading } from './reading.ts'

export interface Dateline {
  /** Place and date as printed; null where only an agency is named. */
  readonly printed: string | null
  readonly agency: string | null
}

// A hyphen needs its space: "PRE-" opens no dateline.
const DASH = '(?: (?:--|[-–—―])|--|[—―]) ?'
const WORD = "\\p{Lu}[\\p{L}\\p{M}.'’/-]{0,30}"
const PLACE = `${WORD}(?:,? (?:(?:de|del|al|el|la|of|the) )?${WORD}){0,6}`
const DATE = ',? (?:\\p{L}{3,10}\\.? \\d{1,2}|\\d{1,2}\\.? \\p{L}{3,10}\\.?)(?:,? \\d{4})?'

const OPENING = new RegExp(`^(${PLACE}?)??(${DATE})?(?: ?\\(([^()]{2,40})\\))?${DASH}([^ ])`, 'u')
const ALONE = new RegExp(`^(${PLACE}?)(${DATE})?(?: ?\\(([^()]{2,40})\\))?(?: ?[-–—])?$`, 'u')

// Words in capitals before a dash that name no place.
const CRIES =
  /^(?:analysis|breaking|correction|exclusive|explainer|live|opinion|update|updated|video|watch)\b/i

const WEEKDAY = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/i

/**
 * The dateline that opens an agency's text: "KYIV, Feb 9 (Reuters) - ", "LONDON (AP) — ", "(AFP) – ". Without an
 * agency and a date the place must be in capitals: any sentence may have a dash.
 */
export function readDateline(text: string): Dateline | null {
  return readMatch(OPENING.exec(text.slice(0, 200)), false)
}

/** Reads a dateline that has a line of its own: "BAGHDAD, Feb. 9". */
export function readDatelineLine(block: Block): Reading | null {
  const { text } = block.inline
  const dateline = text.length <= 120 ? readMatch(ALONE.exec(text), true) : null
  if (!dateline?.printed) return null
  return { place: 'dateline', write: (draft) => writeDateline(draft, dateline) }
}

/** Writes a dateline to a draft. False when the draft has another. */
export function writeDateline(draft: Draft, { printed, agency }: Dateline): boolean {
  if (printed && draft.dateline !== null && draft.dateline !== printed) return false
  draft.dateline ??= printed
  draft.agency ??= agency
  return true
}

function readMatch(match: RegExpExecArray | null, isAlone: boolean): Dateline | null {
  const [, place = '', date = '', source, next = ''] = match ?? []
  const agency = source && (isAgency(source) || /^[A-Z]{2,6}$/.test(source)) ? source : null
  if (!match || CRIES.test(place) || (source && !agency) || (date && !hasMonth(date))) return null
  if (!place) return agency && !date ? { printed: null, agency } : null
  const isInCapitals = /^[^\p{Ll}]{3,}$/u.test(place.split(',')[0] ?? '')
  const isDated = date !== '' || agency !== null
  const isDatedPlace = !isAlone && date.startsWith(',') && !WEEKDAY.test(place)
  if (isAgency(place)) return null
  const isCertain =
    agency !== null || isDatedPlace || (isInCapitals && (isDated || (!isAlone && /[\p{Lu}"“‘]/u.test(next))))
  return isCertain ? { printed: `${place}${date}`, agency } : null
}

function hasMonth(date: string): boolean {
  return (date.match(/\p{L}{3,}/gu) ?? []).some((word) => monthOf(word) !== null)
}
